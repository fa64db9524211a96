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

check.test("should keep a build to one line of the terminal, and wipe it", function()
  local now, written = 100, {}
  local step, finish = progress.of_build(function(bytes) written[#written + 1] = bytes end, function() return now end)
  step("reading", 1, 10, 0, 0)
  check.equal(written, {}, "a build of less than a second shows nothing")
  now = 102
  step("reading", 1000, 4000000, 5000000, 20000000)
  finish()
  check.equal(written, { "\r\27[K\27[?7lreading: 1000 documents, 4.0 MB of text, 2.0 MB/s, 0:06 left\27[?7h", "\r\27[K" })
end)

check.test("should wipe nothing where nothing was written", function()
  local _, finish = progress.new(function() error("written") end, function() return 1 end)
  finish()
end)

check.done()
