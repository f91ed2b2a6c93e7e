-- Completions, each another. The word is a prefix for their names.

local folder = debug.getinfo(1, "S").source:match("^@(.*)/")
dofile(folder .. "/figures.lua")
dofile(folder .. "/completion.lua")

local sent = 0

function init(words)
  completion = reader(words[1] .. "-" .. number)
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCH_KEY")
end

function request()
  sent = sent + 1
  return wrk.format("POST", "/v1/completions", nil, completion(sent))
end
