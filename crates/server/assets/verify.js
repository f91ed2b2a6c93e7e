// A badge's file can be dropped on the box of the form. Without this script the form works all the same.
for (const box of document.querySelectorAll('[data-drop]')) {
  const form = box.querySelector('form');
  const input = box.querySelector('input[type=file]');
  const hint = box.querySelector('.drop-hint');
  const isOver = over => box.classList.toggle('over', over);

  hint.hidden = false;
  box.addEventListener('dragover', event => {
    event.preventDefault();
    isOver(true);
  });
  box.addEventListener('dragleave', event => isOver(box.contains(event.relatedTarget)));
  box.addEventListener('drop', event => {
    event.preventDefault();
    isOver(false);
    const {files} = event.dataTransfer;
    if (files.length > 0) {
      input.files = files;
      form.requestSubmit();
    }
  });
}
