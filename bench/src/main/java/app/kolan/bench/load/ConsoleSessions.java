package app.kolan.bench.load;

import app.kolan.bench.console.BenchUser;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// People who have signed in to the console of a server: a session each, all of one user.
///
/// @param cookies one for each of them
/// @param paths the pages of a business that its navigation leads to
record ConsoleSessions(List<String> cookies, List<String> paths) {
  static final ConsoleSessions NONE = new ConsoleSessions(List.of(), List.of());

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Pattern BUSINESS = Pattern.compile("href=\"(/console/b/[^/\"]+)\"");
  private static final Pattern PAGE = Pattern.compile("href=\"(/console/b/[^/\"]+/[a-z-]+)\"");

  ConsoleSessions {
    cookies = List.copyOf(cookies);
    paths = List.copyOf(paths);
  }

  /// Adds a user to the server by the command of its operator, and signs in so many times.
  ///
  /// @throws IOException when somebody cannot be added or signed in, with what was said to that
  static ConsoleSessions open(ServerProcess server, Path root, Cores cores, int people)
      throws IOException, InterruptedException {
    if (people == 0) {
      return NONE;
    }
    addUser(server, root, cores);
    try (var client = HttpClient.newBuilder().connectTimeout(LONGEST).build()) {
      var cookies = new ArrayList<String>();
      for (int person = 0; person < people; person++) {
        cookies.add(BenchUser.signIn(client, "http://127.0.0.1:" + server.port()));
      }
      return new ConsoleSessions(cookies, paths(client, server.port(), cookies.getFirst()));
    }
  }

  private static void addUser(ServerProcess server, Path root, Cores cores)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            root.resolve("kolan").toString(),
            "user",
            "add",
            "--email",
            BenchUser.EMAIL,
            "--role",
            "operator",
            "--password-stdin");
    var builder = new ProcessBuilder(cores.onGeneratorCore(command)).redirectErrorStream(true);
    builder.environment().putAll(server.environment());
    builder.environment().remove("KOLAN_JAVA_OPTS");
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write((BenchUser.PASSWORD + "\n").getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // On PostgreSQL he may be there since the round before.
    if (process.waitFor() != 0 && !said.contains("already")) {
      throw new IOException("no user of the console can be added: " + said.strip());
    }
  }

  /// The pages that the navigation of a business leads to.
  private static List<String> paths(HttpClient client, int port, String cookie)
      throws IOException, InterruptedException {
    var business = BUSINESS.matcher(page(client, port, "/console/agency", cookie));
    if (!business.find()) {
      throw new IOException("the console shows no business");
    }
    Set<String> paths = new LinkedHashSet<>();
    var links = PAGE.matcher(page(client, port, business.group(1) + "/calls", cookie));
    while (links.find()) {
      paths.add(links.group(1));
    }
    return List.copyOf(paths);
  }

  private static String page(HttpClient client, int port, String path, String cookie)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            to(port, path).header("Cookie", cookie).GET().build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("the console answers %s with %d".formatted(path, answer.statusCode()));
    }
    return answer.body();
  }

  private static HttpRequest.Builder to(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
        .timeout(LONGEST);
  }

  /// The request of a page, as a browser sends it that has this server by plain `http`, as the
  /// cookies were made.
  byte[] request(int person, int page) {
    return """
        GET %s HTTP/1.1\r
        Host: 127.0.0.1\r
        Cookie: %s\r
        Accept: text/html\r
        Accept-Encoding: gzip\r
        Sec-Fetch-Site: same-origin\r
        \r
        """
        .formatted(paths.get(page % paths.size()), cookies.get(person))
        .getBytes(StandardCharsets.US_ASCII);
  }
}
