-- codes.lua: the exit codes of the program.
return {
  OK = 0, DIFFERENT = 1, USAGE = 2, SCRIPT_INVALID = 3, SCRIPT_FAILED = 4, DAMAGED = 5, LIMIT = 6, INTERRUPTED = 130,
}
