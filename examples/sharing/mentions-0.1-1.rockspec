-- A rockspec for a script to be shared: init.lua, README.md and tests lie in scripts/mentions.
rockspec_format = "3.0"
package = "mentions"
version = "0.1-1"
source = { url = "file://mentions-0.1.tar.gz" }
description = {
  summary = "How often articles name what is looked for, a report of rasad",
  license = "MIT",
}
dependencies = { "lua >= 5.4" }
build = { type = "none", copy_directories = { "scripts" } }
