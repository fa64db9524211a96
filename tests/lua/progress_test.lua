-- progress_test.lua: how far a long run is.
local check = require "check"
local progress = require "rasad.progress"

check.test("should say how far, how fast and how long yet", function()
  check.equal(progress.line(500, 2000, 10), "500 of 2000 articles, 50 a second, 0:30 left")
  check.equal(progress.line(1, 100000, 4), "1 of 100000 articles, 0 a second, 6666:36 left")
  check.equal(progress.line(0, 10, 1), "0 of 10 articles, 0 a second")
end)

check.test("should write once a second, and wipe what it wrote", function()
  local now, written = 100, {}
  local step, finish = progress.new(function(bytes) written[#written + 1] = bytes end, function() return now end)
  step(1, 10)
  check.equal(written, {}, "a run of less than a second shows nothing")
  now = 101
  step(2, 10)
  step(3, 10)
  now = 102
  step(9, 10)
  finish()
  check.equal(#written, 3)
  check.equal(written[1], "\r2 of 10 articles, 2 a second, 0:04 left")
  check.equal(written[3], "\r" .. (" "):rep(#written[1] - 1) .. "\r")
end)

check.test("should wipe nothing where nothing was written", function()
  local _, finish = progress.new(function() error("written") end, function() return 1 end)
  finish()
end)

check.done()
