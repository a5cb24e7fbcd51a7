package app.kolan.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `./kolan demo` as a child process, with what it prints of its console.
///
/// @param console the address that it prints
record RunningDemo(Process process, String console, String email, String password)
    implements AutoCloseable {
  private static final Pattern CONSOLE = Pattern.compile("\\s(https?://\\S+/console\\S*)");
  private static final Pattern EMAIL = Pattern.compile("^\\s+e-mail\\s+(\\S+)");
  private static final Pattern PASSWORD = Pattern.compile("^\\s+password\\s+(.+)$");

  /// Starts it, and waits until its first call is over.
  static RunningDemo start(Path data) throws IOException {
    String launcher = System.getProperty("kolan.launcher", "../kolan");
    Process process =
        new ProcessBuilder(launcher, "demo", "--data", data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String console = "";
    String email = "";
    String password = "";
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      console = found(CONSOLE, line, console);
      email = found(EMAIL, line, email);
      password = found(PASSWORD, line, password);
      if (line.startsWith("The server stays up")) {
        // What it prints from now on is read, so that it can go on.
        Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {}));
        return new RunningDemo(process, console, email, password);
      }
    }
    process.destroy();
    throw new IllegalStateException("the demo ended before it had called");
  }

  private static String found(Pattern pattern, String line, String before) {
    Matcher matcher = pattern.matcher(line);
    return before.isEmpty() && matcher.find() ? matcher.group(1).strip() : before;
  }

  void callAgain() throws IOException {
    OutputStream in = process.getOutputStream();
    in.write('\n');
    in.flush();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
