BEGIN TRANSACTION;
CREATE TABLE done_move (
        session INTEGER NOT NULL REFERENCES session,
        move TEXT NOT NULL,
        PRIMARY KEY (session, move)
    ) WITHOUT ROWID
    ;
INSERT INTO "done_move" VALUES(2,'march');
CREATE TABLE exposure (
        session INTEGER NOT NULL REFERENCES session,
        run INTEGER NOT NULL,
        muscle TEXT NOT NULL,
        side TEXT NOT NULL CHECK (side IN ('left', 'right', 'mid')),
        kind TEXT NOT NULL,
        start REAL NOT NULL,
        until REAL NOT NULL,
        seconds REAL NOT NULL CHECK (seconds >= 0),
        revision INTEGER NOT NULL, shift REAL NOT NULL DEFAULT 0,       -- of the session, when this was written
        PRIMARY KEY (session, run, start, muscle, side, kind)
    ) WITHOUT ROWID
    ;
INSERT INTO "exposure" VALUES(1,1,'hamstrings','left','static',1750000000.0,1750000030.0,30.0,2,0.0);
INSERT INTO "exposure" VALUES(1,1,'hamstrings','right','static',1750000000.0,1750000030.0,30.0,2,0.0);
INSERT INTO "exposure" VALUES(1,2,'hamstrings','left','static',1750000060.0,1750000080.0,20.0,2,0.0);
INSERT INTO "exposure" VALUES(2,1,'hamstrings','left','static',1750000100.0,1750000125.0,25.0,2,0.0);
CREATE TABLE journal (
        number INTEGER PRIMARY KEY,
        session INTEGER NOT NULL REFERENCES session,
        kind TEXT NOT NULL,
        wall REAL NOT NULL,
        monotonic REAL NOT NULL,
        detail TEXT NOT NULL
    );
INSERT INTO "journal" VALUES(1,1,'begun',1750000000.0,0.0,'{"routine":"Hips"}');
INSERT INTO "journal" VALUES(2,1,'entered',1750000000.0,0.0,'{"runs":[1,2]}');
INSERT INTO "journal" VALUES(3,1,'finished',1750000060.0,60.0,'{}');
INSERT INTO "journal" VALUES(4,2,'begun',1750000100.0,100.0,'{"routine":"Hips"}');
INSERT INTO "journal" VALUES(5,2,'entered',1750000100.0,100.0,'{"runs":[1]}');
CREATE TABLE machine (id TEXT NOT NULL, first_use REAL);
INSERT INTO "machine" VALUES('de6ebf40b2fb027f4c2e290eb0708563',1750000000.0);
CREATE TABLE measurement (
        at REAL NOT NULL,
        test TEXT NOT NULL,
        side TEXT NOT NULL CHECK (side IN ('left', 'right', 'mid')),
        cm REAL NOT NULL,
        PRIMARY KEY (at, test, side)
    ) WITHOUT ROWID
    ;
CREATE TABLE open_session (
        session INTEGER PRIMARY KEY REFERENCES session,
        file BLOB NOT NULL,
        text BLOB NOT NULL,
        profile TEXT NOT NULL
    , fitting TEXT, known TEXT NOT NULL DEFAULT '[]');
INSERT INTO "open_session" VALUES(2,X'2F686F6D652F616E6E2F726F7574696E65732F686970732E746F6D6C',X'7469746C65203D2022C3BC220A','{"age":"65-over","pregnant":false,"gave_birth":false,"heart":false,"skin":[],"hypermobile":false,"thin_bones":false,"numb":false,"cold_reaction":false,"blood_thinners":false,"high_blood_pressure":false,"glaucoma":false,"recent_surgery":[],"hip_replacement":false,"supervised":false,"today":{"injury":["neck"],"pain":2}}','{"asked":600.0,"brief":[],"changes":[{"path":"2.1","key":"hold","value":15.0,"exact":false}],"left_out":["3"],"swaps":{},"included":{},"short":false}','["calf-wall"]');
CREATE TABLE session (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        machine TEXT NOT NULL,           -- where it was played
        revision INTEGER NOT NULL,       -- counts the writes; the higher one knows more
        routine TEXT NOT NULL,
        digest TEXT NOT NULL,
        started REAL NOT NULL,
        ended REAL,
        state TEXT NOT NULL CHECK (state IN ('unfinished', 'finished', 'ended')),
        seconds REAL NOT NULL CHECK (seconds >= 0),
        worked REAL NOT NULL CHECK (worked >= 0),
        before INTEGER CHECK (before BETWEEN 0 AND 10),
        after INTEGER CHECK (after BETWEEN 0 AND 10)
    , shift REAL NOT NULL DEFAULT 0, deleted REAL, note TEXT NOT NULL DEFAULT '');
INSERT INTO "session" VALUES(1,'00000000000000000000000000000001','de6ebf40b2fb027f4c2e290eb0708563',3,'Hips','abababababababababababababababababababababababababababababababab',1750000000.0,1750000060.0,'finished',50.0,50.0,4,2,0.0,NULL,'');
INSERT INTO "session" VALUES(2,'00000000000000000000000000000002','de6ebf40b2fb027f4c2e290eb0708563',3,'Hips','abababababababababababababababababababababababababababababababab',1750000100.0,NULL,'unfinished',4.0,4.0,NULL,NULL,0.0,NULL,'');
CREATE TABLE snapshot (
        session INTEGER PRIMARY KEY REFERENCES session,
        body TEXT NOT NULL,
        wall REAL NOT NULL,
        monotonic REAL NOT NULL,
        boot TEXT NOT NULL,
        closed INTEGER NOT NULL,
        allowance REAL NOT NULL
    );
INSERT INTO "snapshot" VALUES(2,'{"digest":"abababababababababababababababababababababababababababababababab","state":"paused","progress":{"origin":2,"elapsed":4.0,"length":null,"run":1,"runs":[{"number":1,"origin":2,"path":"1","side":"left","load":"static","loads":[["hamstrings","left"]],"start":1750000100.0,"end":1750000104.0,"seconds":4.0}],"struck":[],"wall":null,"skin":null},"seconds":4.0,"worked":4.0,"strains":[{"session":"","muscle":"hamstrings","side":"left","at":1750000104.0,"word":"cramp"}],"moves":["march"]}',1750000105.0,105.0,'first',0,0.0);
CREATE TABLE strain (
        session INTEGER NOT NULL REFERENCES session,
        muscle TEXT NOT NULL,
        side TEXT NOT NULL CHECK (side IN ('left', 'right', 'mid')),
        at REAL NOT NULL,
        word TEXT NOT NULL,
        revision INTEGER NOT NULL, shift REAL NOT NULL DEFAULT 0,
        PRIMARY KEY (session, muscle, side, at)
    ) WITHOUT ROWID
    ;
INSERT INTO "strain" VALUES(2,'hamstrings','left',1750000104.0,'cramp',3,0.0);
CREATE INDEX session_by_time ON session (started, id);
CREATE INDEX exposure_by_place ON exposure (muscle, side, until);
CREATE INDEX exposure_by_time ON exposure (until);
CREATE INDEX strain_by_time ON strain (at);
CREATE INDEX session_by_date ON session (started - shift, id);
COMMIT;
