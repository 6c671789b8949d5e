-- Run once, in the primary, as superuser; the standby gets it by replication.
-- What the bot may do is no more than the plan needs: stop and allow writes, end sessions, promote, look, and write probes.
CREATE ROLE incidentbot LOGIN;
GRANT pg_monitor, pg_signal_backend TO incidentbot;
GRANT ALTER SYSTEM ON PARAMETER default_transaction_read_only TO incidentbot;
GRANT EXECUTE ON FUNCTION pg_reload_conf() TO incidentbot;
GRANT EXECUTE ON FUNCTION pg_promote(boolean, integer) TO incidentbot;

CREATE TABLE probes (id text PRIMARY KEY, written_at timestamptz NOT NULL DEFAULT clock_timestamp());
GRANT SELECT, INSERT, DELETE ON probes TO incidentbot;
GRANT SELECT ON orders TO incidentbot;          -- for lost-rows.sh

-- Gate G3: what destroys data is noted beside them, and so is known in the standby. Deleting single orders is the application's business.
CREATE TABLE destructive_changes (at timestamptz NOT NULL DEFAULT clock_timestamp(), what text NOT NULL);
GRANT SELECT ON destructive_changes TO incidentbot;
CREATE FUNCTION note_drop() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO public.destructive_changes (what)
    SELECT tg_tag || ' ' || object_identity FROM pg_event_trigger_dropped_objects() WHERE original AND NOT is_temporary;
END $$;
CREATE EVENT TRIGGER note_drop ON sql_drop EXECUTE FUNCTION note_drop();
CREATE FUNCTION note_truncate() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO public.destructive_changes (what) VALUES ('TRUNCATE ' || tg_table_name);
  RETURN NULL;
END $$;
CREATE TRIGGER note_truncate AFTER TRUNCATE ON orders EXECUTE FUNCTION note_truncate();
