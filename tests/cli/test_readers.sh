#!/usr/bin/env bash
# test_readers.sh: files of many formats, as a user gives them to the program.
# shellcheck source=tests/cli/harness.sh
. "$(dirname "${BASH_SOURCE[0]}")/harness.sh"

cat >"$work/list.lua" <<'LUA'
for article in corpus:articles() do
  local meta = {}
  for _, name in ipairs { "title", "date", "source", "author", "url" } do
    local value = article:meta(name)
    if value then meta[#meta + 1] = name .. "=" .. value end
  end
  print(article:key() .. " [" .. table.concat(meta, "; ") .. "] " .. article:source():gsub("%s+", " "))
end
LUA
list() { rasad run "$work/list.lua" "$@"; } # the articles: key, metadata, text

without() { grep -q "needs $1 to be read" "$err"; }

# ---- Archives ----

folder=$work/folder
mkdir -p "$folder/2017" "$work/out"
printf 'بعد از آتش‌بس\n' >"$folder/2017/a.txt"
printf '{"id":"x","text":"a record"}\n' >"$folder/news.jsonl"
printf 'path,title\n2017/a.txt,A title\n' >"$folder/metadata.csv"
tar -C "$folder" -czf "$work/out/all.tar.gz" 2017 news.jsonl metadata.csv
gzip -c "$folder/news.jsonl" >"$work/out/news.jsonl.gz"

list "$work/out"
if without libarchive; then
  skip "archives" "built without libarchive"
else
  expect_code "archives in a folder are read" 0
  expect_text "a member of an archive" "$out" "all.tar.gz!/2017/a.txt [title=A title] بعد از آتش‌بس"
  expect_text "a record in an archive" "$out" "all.tar.gz!/news.jsonl#x [] a record"
  expect_text "a record in a compressed file" "$out" "news.jsonl.gz#x [] a record"
  head -c 100 "$work/out/all.tar.gz" >"$work/cut.tar.gz"
  rasad info --format json "$work/cut.tar.gz" "$folder"
  expect_code "a damaged archive does not stop the rest" 0
  expect_text "but is told" "$out" '"source": "cut.tar.gz"'
  rasad info --strict "$work/cut.tar.gz" "$folder"
  expect_code "with --strict it stops it" 2
  gzip -c "$folder/2017/a.txt" | head -c -8 >"$work/cut.txt.gz"
  rasad info "$work/cut.txt.gz" "$folder"
  expect_text "a text that is cut short is left out" "$err" "is cut short"
  expect_same "and told once" "$(grep -c cut.txt.gz "$err")" 1
  expect_same "and counted once" "$(info_line skipped)" 1
  { gzip -c "$folder/news.jsonl" && printf 'junk'; } >"$work/junk.jsonl.gz"
  rasad info "$work/junk.jsonl.gz"
  expect_text "what is behind a compressed file is told" "$err" "junk.jsonl.gz, byte $(gzip -c "$folder/news.jsonl" | wc -c): has something else"
fi

# ---- Tables ----

mkdir "$work/tables"
printf 'headline,story,when\nTalks,"They met, again",2017-05-04\n' >"$work/tables/news.csv"
printf 'name,votes\nA,3\n' >"$work/tables/votes.csv"
printf 'x\n' >"$work/tables/a.txt"
list "$work/tables" --map text=story,date=when
expect_text "a row of a table, with its columns mapped" "$out" "news.csv#2 [title=Talks; date=2017-05-04] They met, again"
expect_no_text "a table without a text is no articles" "$out" "votes.csv"
expect_no_text "and in a folder nothing to tell of" "$err" "warning"
rasad info "$work/tables/votes.csv" "$work/tables/a.txt"
expect_text "given by itself, it says what is missing" "$err" "--map text=COLUMN"

# ---- Front matter, and dates in paths ----

mkdir -p "$work/dated/2017/09/06"
printf -- '---\ntitle: "Talks: round six"\npublished: 2017-09-14\n---\n\n# Heading\n\nBody text.\n' >"$work/dated/a.md"
printf 'No date of its own.\n' >"$work/dated/2017/09/06/b.txt"
list "$work/dated"
expect_text "front matter is metadata" "$out" "a.md [title=Talks: round six; date=2017-09-14]"
expect_text "a path says nothing unless it is asked" "$out" "2017/09/06/b.txt [] No date"
list "$work/dated" --path-date
expect_text "asked, it gives the date" "$out" "2017/09/06/b.txt [date=2017-09-06] No date"
expect_text "but not over a date that is given" "$out" "date=2017-09-14]"
rasad tokens "$work/dated/a.md" --regions
expect_text "front matter is marked" "$out" "front matter"
expect_text "and the headline is the text's" "$out" $'headline\tmarked as a heading\tHeading'

# ---- Messages ----

mkdir "$work/chat"
cat >"$work/chat/result.json" <<'JSON'
{"name": "خبرها", "type": "public_channel", "id": 77, "messages": [
  {"id": 1, "type": "service", "text": ""},
  {"id": 2, "type": "message", "date": "2017-09-06T10:00:00", "photo": "p.jpg", "text": ""},
  {"id": 3, "type": "message", "date": "2017-09-06T10:01:00", "text": ["آتش‌بس ", {"type": "bold", "text": "آغاز"}, " شد"]}]}
JSON
printf '{"name": "package"}\n' >"$work/chat/package.json"
list "$work/chat"
expect_text "an exported chat in a folder" "$out" "result.json#3 [date=2017-09-06T10:01:00; source=خبرها] آتش‌بس آغاز شد"
expect_text "one article, without notices and pictures" "$err" "1 article read"

# ---- Pages ----

mkdir "$work/pages"
cat >"$work/pages/news.html" <<'HTML'
<!DOCTYPE html><html lang="fa"><head><title>آتش‌بس - سایت</title><meta property="og:site_name" content="سایت">
<meta property="article:published_time" content="2016-12-30"></head><body><nav><a href="/">صفحهٔ اول</a></nav>
<h1>آتش‌بس آغاز شد</h1><p>آتش‌بس از نیمه‌شب گذشته با میانجی‌گری روسیه و ترکیه آغاز شد، و دو طرف پایبند ماندند.</p>
<footer>همهٔ حقوق محفوظ است</footer></body></html>
HTML
list "$work/pages"
if without libgumbo; then
  skip "pages" "built without gumbo"
else
  expect_text "a page is its article" "$out" \
    "news.html [title=آتش‌بس آغاز شد; date=2016-12-30; source=سایت] # آتش‌بس آغاز شد آتش‌بس از نیمه‌شب"
  expect_no_text "without what is around it" "$out" "محفوظ"
fi

# ---- XML ----

mkdir "$work/xml"
cat >"$work/xml/feed.xml" <<'XML'
<rss version="2.0"><channel><title>سایت</title><item><title>آتش‌بس</title><guid>n1</guid>
<pubDate>Wed, 06 Sep 2017 10:00:00 GMT</pubDate><description>آتش‌بس آغاز شد.</description></item></channel></rss>
XML
printf '<TEI><text><body><p>A text in TEI.</p></body></text></TEI>' >"$work/xml/text.xml"
printf '<project/>' >"$work/xml/build.xml"
list "$work/xml"
if without libxml2; then
  skip "XML" "built without libxml2"
else
  expect_text "an item of a feed" "$out" "feed.xml#n1 [title=آتش‌بس; date=2017-09-06; source=سایت] # آتش‌بس آتش‌بس آغاز شد."
  expect_text "a text in TEI" "$out" "text.xml [] A text in TEI."
  expect_no_text "other XML in a folder is nothing to tell of" "$err" "warning"
fi

# ---- A token a line ----

mkdir "$work/vertical"
printf '# newdoc id = d1\n# text = آتش‌بس آغاز شد.\n1\tآتش‌بس\n\n' >"$work/vertical/a.conllu"
printf '<text id="t" title="T">\nIt\tPRP\nheld\tVBD\n.\t.\n</text>\n' >"$work/vertical/b.vrt"
list "$work/vertical"
expect_text "a document of CoNLL-U" "$out" "a.conllu#d1 [] آتش‌بس آغاز شد."
expect_text "a document of VRT" "$out" "b.vrt#t [title=T] It held."
rasad tokens "$work/vertical/b.vrt" --format jsonl
expect_text "what VRT says of a token" "$out" '"sentence": 1, "attributes": {"attribute2": "VBD"}}'
rasad tokens "$work/vertical/b.vrt"
expect_text "the same as a column" "$out" "$(printf '\tword\t1\tVBD')"
rasad info "$work/vertical/b.vrt"
expect_text "the attributes that there are" "$out" "attributes       attribute2"

# ---- Web archives ----

mkdir "$work/web"
page='HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nA page that was fetched.'
{ printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/1\r\nContent-Type: application/http\r\n'
  printf 'Content-Length: %d\r\n\r\n%b\r\n\r\n' "$(printf '%b' "$page" | wc -c)" "$page"; } >"$work/web/crawl.warc"
sed 's|http://a/1|http://a/2|' "$work/web/crawl.warc" | gzip -c >"$work/web/two.warc.gz"
sed 's|http://a/1|http://a/3|' "$work/web/crawl.warc" | gzip -c >>"$work/web/two.warc.gz"
list "$work/web"
expect_text "a page of a web archive" "$out" "crawl.warc#http://a/1 [url=http://a/1] A page that was fetched."
sed 's|^Content-Type: text/plain|X-Was-A-Type: text/plain|; s|http://a/1|http://a/4|' "$work/web/crawl.warc" >"$work/untyped.warc"
list "$work/untyped.warc"
expect_text "what is left out is told with its address and byte" "$err" "untyped.warc#http://a/4, byte 0: the server did not say"
list "$work/web"
if ! without libarchive; then
  expect_text "also of a compressed one" "$out" "two.warc.gz#http://a/2 [url=http://a/2] A page"
  expect_text "in which each record is compressed by itself" "$out" "two.warc.gz#http://a/3"
fi

finish
