-- What others ask while a batch runs, at a human pace: pages, documents, lists, and completions of their own.
-- The words are the id of a badge, and how many ms each connection waits between two requests.

local folder = debug.getinfo(1, "S").source:match("^@(.*)/")
dofile(folder .. "/figures.lua")
dofile(folder .. "/completion.lua")

local sent = 0

function init(words)
  id, pause = words[1], tonumber(words[2])
  completion = reader("meanwhile-" .. number)
  key = { ["Authorization"] = "Bearer " .. os.getenv("BENCH_KEY"), ["Content-Type"] = "application/json" }
end

function delay()
  return pause
end

function request()
  sent = sent + 1
  local turn = sent % 4
  if turn == 0 then
    return wrk.format("POST", "/v1/completions", key, completion(sent))
  elseif turn == 1 then
    return wrk.format("GET", "/v1/credentials?limit=10", key)
  elseif turn == 2 then
    return wrk.format("GET", "/credentials/" .. id, { ["Accept"] = "text/html" })
  end
  return wrk.format("GET", "/credentials/" .. id .. ".json")
end
