-- Places in files of bodies, read file by file when their free space is reckoned up.
CREATE INDEX content_blob ON content (blob COLLATE "C") WHERE blob IS NOT NULL;
