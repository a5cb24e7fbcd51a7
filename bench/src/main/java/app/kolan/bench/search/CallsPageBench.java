package app.kolan.bench.search;

import app.kolan.bench.console.BenchUser;
import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.simulator.FreePort;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The page of calls of the business that has nearly all of them, asked for as a browser does, of a
/// server in this process.
final class CallsPageBench {
  private static final int ROUNDS = 200;

  /// The first pages of a process are compiled while they are made.
  private static final int WARM_UP = 50;

  private static final String SLUG = "bench";

  private final HttpClient browser = HttpClient.newHttpClient();
  private final String origin;
  private final String cookie;

  private CallsPageBench(int port) throws IOException, InterruptedException {
    origin = "http://127.0.0.1:" + port;
    cookie = BenchUser.signIn(browser, origin);
  }

  /// Prints a table of how long pages took, and how large they are.
  ///
  /// @param store with the calls of [ManyCalls]; nobody else has it open
  static void measure(StoreSettings store, Path data)
      throws IOException, InterruptedException, InvalidSettings {
    var twilio =
        new TwilioSettings(
            "AC" + "a".repeat(32),
            List.of(new Secret("x".repeat(32))),
            URI.create("http://127.0.0.1:9"));
    Config config =
        Config.builder(twilio, data)
            .with(StoreSettings.GROUP, store)
            .port(FreePort.find())
            .publicUrl(PublicUrl.parse("https://phone.example.com").orElseThrow())
            .build();
    try (Administration administration = Administration.open(config)) {
      prepare(administration);
    }
    try (PhoneServer server = PhoneServer.start(config)) {
      new CallsPageBench(server.port()).print();
    }
  }

  private static void prepare(Administration administration) throws InvalidSettings {
    if (administration.business(SLUG).isEmpty()) {
      long id =
          administration
              .changes()
              .add(new Identity(SLUG, SLUG, null, List.of("+97231111111")), "", "", Author.COMMAND)
              .id();
      if (id != ManyCalls.BUSINESS) {
        throw new IllegalStateException("the calls are another business's");
      }
    }
    BenchUser.add(administration);
  }

  private void print() throws IOException, InterruptedException {
    String seven = ManyCalls.number(11).substring(4, 11);
    System.out.printf(
        "%n| page of calls, of %d each | shortest | median | 99%% | processor | gzip | plain |%n"
            + "| --- | --- | --- | --- | --- | --- | --- |%n",
        ROUNDS);
    print("the newest", "");
    print("of an outcome", "?outcome=FINISHED");
    print("of an outcome that none has", "?outcome=BROKEN");
    print("of two days", "?since=2026-01-20&until=2026-01-21");
    print("nobody has heard", "?unheard=1");
    print("a word of nearly every call", "?q=" + encoded("בוקר"));
    print("two rare words", "?q=" + encoded(ManyCalls.word(3990) + " " + ManyCalls.word(3991)));
    print("three digits of a number", "?q=" + seven.substring(0, 3));
    print("seven digits of a number", "?q=" + seven);
  }

  private void print(String about, String query) throws IOException, InterruptedException {
    HttpRequest.Builder page =
        HttpRequest.newBuilder(URI.create(origin + "/console/b/" + SLUG + "/calls" + query))
            .header("Cookie", cookie);
    int plain = 0;
    for (int i = 0; i < WARM_UP; i++) {
      plain = size(page.build());
    }
    HttpRequest packed = page.header("Accept-Encoding", "gzip").build();
    var times = new long[ROUNDS];
    var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long used = process.getProcessCpuTime();
    int gzip = 0;
    for (int i = 0; i < ROUNDS; i++) {
      long begun = System.nanoTime();
      gzip = size(packed);
      times[i] = System.nanoTime() - begun;
    }
    long own = (process.getProcessCpuTime() - used) / ROUNDS;
    Arrays.sort(times);
    System.out.printf(
        "| %s | %s | %s | %s | %s | %.1f kB | %.1f kB |%n",
        about,
        millis(times[0]),
        millis(times[ROUNDS / 2]),
        millis(times[ROUNDS * 99 / 100]),
        millis(own),
        gzip / 1e3,
        plain / 1e3);
  }

  private int size(HttpRequest page) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = browser.send(page, BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(page.uri() + " gave " + answer.statusCode());
    }
    return answer.body().length;
  }

  private static String millis(long nanos) {
    return "%.1f ms".formatted(nanos / 1e6);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
