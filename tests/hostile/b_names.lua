-- EXPECT ok : nothing that touches the system has a name
for _, name in ipairs { "os", "io", "debug", "package", "dofile", "loadfile", "warn", "loadstring", "setfenv", "getfenv",
  "newproxy", "unpack", "module", "rsd", "core" } do
  assert(_G[name] == nil, name)
end
assert(string.dump == nil and coroutine.close == nil and rasad.core == nil and rasad.run == nil)
