#!/usr/bin/env bash
# standby REGION WHAT: what the standby says of itself. A server that was promoted says nothing here, save of its connections.
. "$(dirname -- "$0")/pair.sh"
case $2 in
  ready)        # replays, and is not so far behind what it has received that a promotion would take minutes
    what="(pg_get_wal_replay_pause_state() = 'not paused' AND pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) < 64 * 1024 * 1024)::int" ;;
  unreplayed)   # bytes
    what="greatest(0, pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()))" ;;
  damaged)      # pages whose checksum is wrong; needs initdb --data-checksums
    what="CASE current_setting('data_checksums') WHEN 'on' THEN (SELECT sum(checksum_failures) FROM pg_stat_database) END" ;;
  destroyed)    # tables dropped or emptied within the last hour, see setup.sql
    what="(SELECT count(*) FROM destructive_changes WHERE at > clock_timestamp() - interval '1 hour')" ;;
  connections)
    what="(SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')" ;;
  *) exit 2 ;;
esac
row=$(sql "${DIRECT[$1]}" "SELECT json_build_object('value', $what, 'sampledAt', clock_timestamp())") || exit 2
echo "$row"
