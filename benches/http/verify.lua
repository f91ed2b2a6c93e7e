-- Badges to verify, in turn, each thread from another place on. The word is a file with a document a line.

local folder = debug.getinfo(1, "S").source:match("^@(.*)/")
dofile(folder .. "/figures.lua")

local sent = 0

function init(words)
  badges = {}
  for line in io.lines(words[1]) do
    badges[#badges + 1] = wrk.format("POST", "/verify", { ["Content-Type"] = "application/json" }, line)
  end
  sent = number * math.floor(#badges / 2)
end

function request()
  sent = sent + 1
  return badges[sent % #badges + 1]
end
