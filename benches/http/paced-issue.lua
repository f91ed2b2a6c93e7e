-- As issue.lua, each connection with a pause of so many ms between two: the second word.

local folder = debug.getinfo(1, "S").source:match("^@(.*)/")
dofile(folder .. "/issue.lua")

local begin = init

function init(words)
  pause = tonumber(words[2])
  begin(words)
end

function delay()
  return pause
end
