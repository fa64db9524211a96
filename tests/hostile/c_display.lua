-- EXPECT memory or error : a long text for the core
return rasad.display(("ا"):rep(1 << 26))
