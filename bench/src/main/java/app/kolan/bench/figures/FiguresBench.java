package app.kolan.bench.figures;

import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.figures.FigureReports;
import app.kolan.server.settings.SettingsSource;
import app.kolan.server.store.FigureSpan;
import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.Stores;
import app.kolan.server.store.TemporaryFolder;
import app.kolan.server.usage.PriceList;
import app.kolan.server.usage.PriceSettings;
import app.kolan.server.usage.UsageReports;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;

/// Measures what the page of figures asks of the stores, for a business with nearly all of many
/// calls within 90 days. `--calls N` says how many, and `--database URL` names an empty PostgreSQL
/// database in place of a SQLite file.
public final class FiguresBench {
  private static final int ROUNDS = 9;
  private static final long BUSINESS = 2;
  private static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");

  private FiguresBench() {}

  /// A part of the page.
  @FunctionalInterface
  private interface Part {
    Object ask();
  }

  public static void main(String[] arguments) throws Exception {
    int calls = Integer.parseInt(option(arguments, "--calls", "100000"));
    String url = option(arguments, "--database", "");
    try (var data = TemporaryFolder.create("figures")) {
      measure(calls, url, data.path());
    }
  }

  private static void measure(int calls, String url, Path data) throws SQLException {
    PostgresAddress database =
        url.isEmpty() ? null : PostgresAddress.parse("jdbc:" + url, null).orElseThrow();
    var settings = new StoreSettings(data, database);
    StoreFactory.open(settings).close();
    Instant now = Instant.now();
    try (Connection connection =
        DriverManager.getConnection(
            url.isEmpty() ? "jdbc:sqlite:" + data.resolve("kolan.db") : "jdbc:" + url)) {
      fill(connection, calls, now, !url.isEmpty());
    }
    try (Stores stores = StoreFactory.open(settings)) {
      PriceList prices = PriceSettings.GROUP.read(SettingsSource.of(Map.of())).get();
      var reports =
          new FigureReports(stores.figures(), new UsageReports(stores.usage(), () -> prices));
      System.out.printf("%n| of %,d calls | first | median | longest | processor |%n", calls);
      System.out.println("| --- | --- | --- | --- | --- |");
      for (int days : new int[] {7, 30, 90}) {
        FigureSpan span = FigureSpan.ofDays(BUSINESS, ISRAEL, days, now);
        String of = " of " + days + " days";
        print("calls and leads" + of, () -> reports.calls(span));
        print("waits" + of, () -> reports.waits(span));
        print("usage" + of, () -> stores.figures().usage(span));
        print(
            "all" + of,
            () -> {
              var _ = reports.waits(span);
              var _ = reports.appointments(span);
              return reports.costs(span, reports.calls(span));
            });
      }
    }
  }

  private static void print(String about, Part part) {
    var times = new long[ROUNDS];
    // What this process has used, which a busy machine leaves as it is; SQLite is part of it.
    var own = new long[ROUNDS];
    var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    for (int i = 0; i < ROUNDS; i++) {
      long begun = System.nanoTime();
      long used = process.getProcessCpuTime();
      var _ = part.ask();
      own[i] = process.getProcessCpuTime() - used;
      times[i] = System.nanoTime() - begun;
    }
    long first = times[0];
    Arrays.sort(times);
    Arrays.sort(own);
    System.out.printf(
        "| %s | %d ms | %d ms | %d ms | %d ms |%n",
        about,
        first / 1_000_000,
        times[ROUNDS / 2] / 1_000_000,
        times[ROUNDS - 1] / 1_000_000,
        own[ROUNDS / 2] / 1_000_000);
  }

  /// Writes them by one statement for each table, in words that both databases have.
  private static void fill(Connection connection, int calls, Instant now, boolean postgres)
      throws SQLException {
    long step = 90L * 24 * 3600 * 1000 / calls;
    String rows = "with recursive n(i) as (select 0 union all select i + 1 from n where i < %d) ";
    String sid = "'CA' || substr('00000000000000000000000000000000' || i, length('' || i) + 1)";
    String at = "(%d - cast(i as bigint) * %d)".formatted(now.toEpochMilli(), step);
    String business = "(case when i %% 10 = 0 then 3 else %d end)".formatted(BUSINESS);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          rows.formatted(calls - 1)
              + """
              insert into calls (sid, account_sid, business_id, caller, called, status, stage, outcome,
                ticket, ticket_spent, arrived_at, settled_at, ended_at, length_ms, turns,
                settings_version, lead_kind)
              select %1$s, 'AC', %2$s, '+972500000000', '+97231234567', 'COMPLETED', 5,
                case i %% 4 when 0 then 'HUNG_UP' when 1 then 'HANDED_OVER' else 'FINISHED' end,
                't', true, %3$s, %3$s + 60000, %3$s + 60000, 60000, 6, 1,
                case when i %% 3 > 0 then 1 else 0 end from n
              """
                  .formatted(sid, business, at));
      statement.execute(
          rows.formatted(calls - 1)
              + """
              insert into leads (call_sid, business_id, caller, state, created_at)
              select %1$s, %2$s, '+972500000000', 'COMPLETE', %3$s + 30000 from n where i %% 3 > 0
              """
                  .formatted(sid, business, at));
      for (String job : new String[] {"STT", "LLM", "TTS"}) {
        statement.execute(
            rows.formatted(calls - 1)
                + """
                insert into provider_usage (call_sid, job, provider, model, audio_ms, characters,
                  text_in, text_cached, text_out, audio_in, audio_cached, audio_out, requests,
                  estimated, written_at)
                select %1$s, '%2$s', 'provider', 'model', 60000, 500, 3000, 100, 400, 0, 0, 0, 6, 0,
                  %3$s + 61000 from n
                """
                    .formatted(sid, job, at));
      }
      statement.execute(
          """
          insert into usage_hours (business_id, hour, job, provider, model, audio_ms, characters,
            text_in, text_cached, text_out, audio_in, audio_cached, audio_out, requests, estimated)
          select business_id, arrived_at / 3600000, job, provider, model, sum(audio_ms),
            sum(characters), sum(text_in), sum(text_cached), sum(text_out), sum(audio_in),
            sum(audio_cached), sum(audio_out), sum(requests), sum(estimated)
          from provider_usage join calls on calls.sid = provider_usage.call_sid
          group by business_id, arrived_at / 3600000, job, provider, model
          """);
      statement.execute(
          rows.formatted(6 * calls - 1)
              + """
              insert into turn_stages (call_sid, position, words_known_ms, first_heard_ms)
              select %1$s, p, 300, 900 + i %% 500 from (select i / 6 as i, i %% 6 as p from n) each
              """
                  .formatted(sid));
    }
    connection.commit();
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute(postgres ? "vacuum analyze" : "analyze");
    }
  }

  private static String option(String[] arguments, String name, String usual) {
    int at = Arrays.asList(arguments).indexOf(name);
    return at >= 0 && at + 1 < arguments.length ? arguments[at + 1] : usual;
  }
}
