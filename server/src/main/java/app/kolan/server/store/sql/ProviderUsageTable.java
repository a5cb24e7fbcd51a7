package app.kolan.server.store.sql;

import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.UsageJob;
import app.kolan.twilio.webhook.CallSid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The table of what calls have used of providers, `provider_usage`.
final class ProviderUsageTable {
  private static final List<String> AMOUNTS =
      List.of(
          "audio_ms",
          "characters",
          "text_in",
          "text_cached",
          "text_out",
          "audio_in",
          "audio_cached",
          "audio_out",
          "requests");

  private static final long HOUR = Duration.ofHours(1).toMillis();

  private ProviderUsageTable() {}

  /// Writes what was used in place of what is there.
  static void put(Handle handle, CallSid call, ProviderUsage usage, Instant now) {
    write(handle, "%1$s = excluded.%1$s", "excluded.estimated", call, usage, now);
  }

  /// Adds to what is there.
  static void add(Handle handle, CallSid call, ProviderUsage usage, Instant now) {
    write(
        handle,
        "%1$s = provider_usage.%1$s + excluded.%1$s",
        "case when provider_usage.estimated <> 0 then 1 else excluded.estimated end",
        call,
        usage,
        now);
  }

  /// The sums of the call's hour, which change by as much as its row does. A row of a call that is
  /// not known is in no sum: of such a call nothing is counted.
  private static void addToHour(Handle handle, CallSid call, ProviderUsage usage, int sign) {
    String amounts = String.join(", ", AMOUNTS);
    String signed =
        AMOUNTS.stream().map(name -> sign + " * u." + name).collect(Collectors.joining(", "));
    String added =
        AMOUNTS.stream()
            .map("%1$s = usage_hours.%1$s + excluded.%1$s"::formatted)
            .collect(Collectors.joining(", "));
    handle
        .createUpdate(
            """
            insert into usage_hours (business_id, hour, job, provider, model, %1$s, estimated)
            select c.business_id, c.arrived_at / 3600000, u.job, u.provider, u.model, %2$s,
              %4$d * case when u.estimated <> 0 then 1 else 0 end
            from provider_usage u join calls c on c.sid = u.call_sid
            where u.call_sid = :call and u.job = :job and u.provider = :provider
              and u.model = :model
            on conflict (business_id, hour, job, provider, model) do update set %3$s,
              estimated = usage_hours.estimated + excluded.estimated
            """
                .formatted(amounts, signed, added, sign))
        .bind("call", call.value())
        .bind("job", usage.job().name())
        .bind("provider", usage.provider())
        .bind("model", usage.model())
        .execute();
  }

  private static void write(
      Handle handle,
      String change,
      String estimated,
      CallSid call,
      ProviderUsage usage,
      Instant now) {
    UsageUnits units = usage.units();
    addToHour(handle, call, usage, -1);
    handle
        .createUpdate(
            """
            insert into provider_usage (call_sid, job, provider, model, audio_ms, characters,
              text_in, text_cached, text_out, audio_in, audio_cached, audio_out, requests,
              estimated, written_at)
            values (:call, :job, :provider, :model, :audio, :characters, :textIn, :textCached,
              :textOut, :audioIn, :audioCached, :audioOut, :requests, :estimated, :now)
            on conflict (call_sid, job, provider, model) do update set
              %s, estimated = %s, written_at = excluded.written_at
            """
                .formatted(
                    AMOUNTS.stream().map(change::formatted).collect(Collectors.joining(", ")),
                    estimated))
        .bind("call", call.value())
        .bind("job", usage.job().name())
        .bind("provider", usage.provider())
        .bind("model", usage.model())
        .bind("audio", units.audio().toMillis())
        .bind("characters", units.characters())
        .bind("textIn", units.textIn())
        .bind("textCached", units.textCached())
        .bind("textOut", units.textOut())
        .bind("audioIn", units.audioIn())
        .bind("audioCached", units.audioCached())
        .bind("audioOut", units.audioOut())
        .bind("requests", units.requests())
        .bind("estimated", usage.estimated() ? 1 : 0)
        .bind("now", now.toEpochMilli())
        .execute();
    addToHour(handle, call, usage, 1);
  }

  static List<ProviderUsage> findByCall(Handle handle, CallSid call) {
    return handle
        .createQuery(
            "select * from provider_usage where call_sid = :call order by job, provider, model")
        .bind("call", call.value())
        .map(ProviderUsageTable::usage)
        .list();
  }

  /// By the sums of hours, unless the period begins or ends within one, as where clocks differ from
  /// others' by half an hour.
  static List<ProviderUsage> sums(Handle handle, long businessId, Instant from, Instant until) {
    if (from.toEpochMilli() % HOUR == 0 && until.toEpochMilli() % HOUR == 0) {
      return handle
          .createQuery(
              """
              select job, provider, model, %s, sum(estimated) as estimated
              from usage_hours
              where business_id = :business and hour >= :from and hour < :until
              group by job, provider, model
              order by job, provider, model
              """
                  .formatted(
                      AMOUNTS.stream()
                          .map("sum(%1$s) as %1$s"::formatted)
                          .collect(Collectors.joining(", "))))
          .bind("business", businessId)
          .bind("from", from.toEpochMilli() / HOUR)
          .bind("until", until.toEpochMilli() / HOUR)
          .map(ProviderUsageTable::usage)
          .list();
    }
    return handle
        .createQuery(
            """
            select job, provider, model, sum(audio_ms) as audio_ms, sum(characters) as characters,
              sum(text_in) as text_in, sum(text_cached) as text_cached, sum(text_out) as text_out,
              sum(audio_in) as audio_in, sum(audio_cached) as audio_cached,
              sum(audio_out) as audio_out, sum(requests) as requests, max(estimated) as estimated
            from provider_usage join %s on counted.sid = provider_usage.call_sid
            where counted.business_id = :business
              and counted.arrived_at >= :from and counted.arrived_at < :until
            group by job, provider, model
            order by job, provider, model
            """
                .formatted(SqlUsageStore.COUNTED))
        .bind("business", businessId)
        .bind("from", from.toEpochMilli())
        .bind("until", until.toEpochMilli())
        .map(ProviderUsageTable::usage)
        .list();
  }

  /// What was used in a unit of time, counted in units since 1970.
  record UnitSum(long unit, ProviderUsage usage) {}

  /// The same by units of time, in the order of job, provider and model; a unit, provider and model
  /// may have several rows.
  ///
  /// @param unit in milliseconds: an hour, or a part of one
  static List<UnitSum> sumsByUnit(
      Handle handle, long businessId, Instant from, Instant until, long unit) {
    boolean whole =
        unit == HOUR && from.toEpochMilli() % HOUR == 0 && until.toEpochMilli() % HOUR == 0;
    String sql =
        whole
            ? """
              select usage_hours.*, hour as unit from usage_hours
              where business_id = :business and hour >= :from / %1$d and hour < :until / %1$d
              order by job, provider, model
              """
            : """
              select provider_usage.*, counted.arrived_at / %1$d as unit
              from provider_usage join %2$s on counted.sid = provider_usage.call_sid
              where counted.business_id = :business
                and counted.arrived_at >= :from and counted.arrived_at < :until
              order by job, provider, model
              """;
    return handle
        .createQuery(sql.formatted(unit, SqlUsageStore.COUNTED))
        .bind("business", businessId)
        .bind("from", from.toEpochMilli())
        .bind("until", until.toEpochMilli())
        .map((row, context) -> new UnitSum(row.getLong("unit"), usage(row, context)))
        .list();
  }

  private static ProviderUsage usage(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    return new ProviderUsage(
        UsageJob.valueOf(row.text("job")),
        row.text("provider"),
        row.text("model"),
        new UsageUnits(
            Duration.ofMillis(columns.getLong("audio_ms")),
            columns.getLong("characters"),
            columns.getLong("text_in"),
            columns.getLong("text_cached"),
            columns.getLong("text_out"),
            columns.getLong("audio_in"),
            columns.getLong("audio_cached"),
            columns.getLong("audio_out"),
            columns.getLong("requests")),
        columns.getInt("estimated") != 0);
  }
}
