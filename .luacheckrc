std = "lua54"
max_line_length = 130
-- Callbacks name all they are given, also what they do not use.
ignore = { "212/_.*", "213/_.*" }
-- Report scripts and examples are given these by the host.
files["scripts"] = { read_globals = { "rasad" } }
files["examples"] = { read_globals = { "rasad", "corpus", "arg" } }
files["tests"] = { read_globals = { "rasad" } }
-- A gazetteer has a concept a line.
files["lua/rasad/concepts"] = { max_line_length = false }
files["tests/data/speech_gold.lua"] = { max_line_length = false }
-- Annotations are of functions without bodies.
files["core/lua/annotations.lua"] = { ignore = { "211", "212", "241" } }
files["doc/library"] = { ignore = { "111", "112", "113", "121", "122", "131", "211", "212", "241", "631" } }
