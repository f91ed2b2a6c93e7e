-- Badges to read, in turn, each thread from another place on. The words: a file with an id a line, and behind it the entity tag that is known already, if any;
-- what follows the id in the path (`-` for nothing); a media type.

local folder = debug.getinfo(1, "S").source:match("^@(.*)/")
dofile(folder .. "/figures.lua")

local sent = 0

function init(words)
  requests = {}
  for line in io.lines(words[1]) do
    local id, tag = line:match("^(%S+) ?(.*)$")
    local headers = { ["Accept"] = words[3] }
    if tag ~= "" then
      headers["If-None-Match"] = tag
    end
    requests[#requests + 1] = wrk.format("GET", "/credentials/" .. id .. (words[2] == "-" and "" or words[2]), headers)
  end
  sent = number * math.floor(#requests / 2)
end

function request()
  sent = sent + 1
  return requests[sent % #requests + 1]
end
