package app.kolan.bench.search;

import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.SearchHit;
import app.kolan.server.store.SearchStore;
import app.kolan.server.store.SearchText;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.Stores;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/// Measures the search among many calls, and the console's page of them. `--calls N` says among how
/// many, `--database URL` names an empty PostgreSQL database in place of a SQLite file, and `--data
/// FOLDER` keeps what was written: when there is something in it, that is asked.
public final class SearchBench {
  private static final int ROUNDS = 9;
  private static final int PAGE = 50;

  private SearchBench() {}

  /// What is sought.
  private record Question(String about, long business, String words) {}

  public static void main(String[] arguments) throws Exception {
    int calls = Integer.parseInt(option(arguments, "--calls", "100000"));
    String url = option(arguments, "--database", "");
    String folder = option(arguments, "--data", "");
    Path data = folder.isEmpty() ? Files.createTempDirectory("kolan-search") : Path.of(folder);
    PostgresAddress database =
        url.isEmpty() ? null : PostgresAddress.parse(url, null).orElseThrow();
    var settings = new StoreSettings(data, database);
    try (Stores stores = StoreFactory.open(settings)) {
      if (ask(stores, "בוקר", ManyCalls.BUSINESS) == 0) {
        new ManyCalls(stores).write(calls);
      }
      String seven = ManyCalls.number(11).substring(4, 11);
      String rare = ManyCalls.word(3990);
      List<Question> questions =
          List.of(
              new Question("a word of nearly every call", ManyCalls.BUSINESS, "בוקר"),
              new Question("the same with a prefix", ManyCalls.BUSINESS, "בבוקר"),
              new Question("with another prefix", ManyCalls.BUSINESS, "לבוקר"),
              new Question("two common words", ManyCalls.BUSINESS, "בוקר " + ManyCalls.word(1)),
              new Question("three digits of a number", ManyCalls.BUSINESS, seven.substring(0, 3)),
              new Question("seven digits of a number", ManyCalls.BUSINESS, seven),
              new Question("two rare words", ManyCalls.BUSINESS, rare + " " + ManyCalls.word(3991)),
              new Question("the word in a small business", ManyCalls.BUSINESS + 1, "בוקר"),
              new Question("the word in one without calls", 99, "בוקר"));
      System.out.printf(
          "%n| sought, among %,d calls | first | median | longest | processor | hits |%n| --- | --- | ---"
              + " | --- | --- | --- |%n",
          calls);
      for (Question question : questions) {
        print(stores, question);
      }
    }
    CallsPageBench.measure(settings, data);
  }

  private static void print(Stores stores, Question question) {
    var times = new long[ROUNDS];
    // What this process has used, which a busy machine leaves as it is; SQLite is part of it.
    var own = new long[ROUNDS];
    var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    int hits = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long begun = System.nanoTime();
      long used = process.getProcessCpuTime();
      hits = ask(stores, question.words(), question.business());
      own[i] = process.getProcessCpuTime() - used;
      times[i] = System.nanoTime() - begun;
    }
    long first = times[0];
    Arrays.sort(times);
    Arrays.sort(own);
    System.out.printf(
        "| %s (%s) | %s | %s | %s | %s | %d |%n",
        question.about(),
        question.words(),
        millis(first),
        millis(times[ROUNDS / 2]),
        millis(times[ROUNDS - 1]),
        millis(own[ROUNDS / 2]),
        hits);
  }

  private static String millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis() + " ms";
  }

  private static int ask(Stores stores, String words, long business) {
    return stores
        .crm()
        .search()
        .find(
            new SearchStore.Query(
                business,
                SearchText.query(words),
                EnumSet.allOf(SearchHit.Kind.class),
                Long.MAX_VALUE,
                PAGE))
        .hits()
        .size();
  }

  private static String option(String[] arguments, String name, String usual) {
    int at = Arrays.asList(arguments).indexOf(name);
    return at >= 0 && at + 1 < arguments.length ? arguments[at + 1] : usual;
  }
}
