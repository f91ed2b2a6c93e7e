-- Completions, each another: the words are a prefix for their names.

local folder = debug.getinfo(1, "S").source:match("^@(.*)/")
dofile(folder .. "/figures.lua")

local sent = 0

function init(words)
  local file = io.open(folder .. "/completion.json")
  local text = file:read("*a")
  file:close()
  local prefix = (words[1] or "run") .. "-" .. number .. "-"
  pieces = {}
  for piece in (text .. "NUMBER"):gmatch("(.-)NUMBER") do
    pieces[#pieces + 1] = piece
  end
  names = prefix
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCH_KEY")
end

function request()
  sent = sent + 1
  return wrk.format("POST", "/v1/completions", nil, table.concat(pieces, names .. sent))
end
