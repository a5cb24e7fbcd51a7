package app.kolan.doctor.remote;
import app.kolan.doctor.*;
import java.nio.file.*;
import java.time.Duration;
class Explore {
  public static void main(String[] a) throws Exception {
    Path folder = Files.createTempDirectory("explore");
    folder.toFile().setExecutable(true,false); folder.toFile().setReadable(true,false);
    var server = Examined.server(folder.resolve("data"), null, "127.0.0.0/8");
    String[] cases = Files.readString(Path.of(a[0])).split("(?m)^=== ");
    for (String c : cases) {
      if (c.isBlank()) continue;
      String head = c.substring(0, c.indexOf('\n')); String body = c.substring(c.indexOf('\n')+1);
      String[] h = head.split(" ", 2);
      if (a.length > 1 && !head.matches(a[1])) continue;
      System.out.println("=== " + head);
      try (var p = Front.valueOf(h[0]).start(folder, head.contains("down") ? 9 : server.port(), body)) {
        var d = Examined.diagnose(Examined.kolan("http://127.0.0.1:" + p.port(), head.contains("idle") ? Duration.ofSeconds(4) : Duration.ZERO));
        int n = 0;
        for (var seen : d.findings()) {
          var f = seen.finding();
          if (f.level() == Finding.Level.FINE) continue;
          if (seen.check().equals("name and addresses")) continue;
          if (n++ > 2) break;
          System.out.println("  " + f.level() + " | " + f.what() + "\n      why: " + f.cause().orElse("") + "\n      cure: " + f.cure().orElse("") + " " + f.codes());
        }
        if (n == 0) System.out.println("  all fine: " + d.findings().size());
      } catch (Throwable t) { System.out.println("  !! " + t); }
    }
    server.close(); System.exit(0);
  }
}
