-- EXPECT cpu : no loop in sight
::a::
goto a
