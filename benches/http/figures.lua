-- What every script shares: a number for each thread, and the line of figures at the end.

local count = 0

function setup(thread)
  count = count + 1
  thread:set("number", count)
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("FIGURES %d %d %.1f %.3f %.3f %.3f %.3f\n", summary.requests, failed,
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(90) / 1000,
    latency:percentile(99) / 1000, latency.max / 1000))
end
