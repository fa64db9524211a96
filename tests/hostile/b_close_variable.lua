-- EXPECT error : the corpus stays open at the end of a block, too
do local c <close> = corpus end
