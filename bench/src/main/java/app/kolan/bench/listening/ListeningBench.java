package app.kolan.bench.listening;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Measures voice activity detection. Without arguments it prints the tables; `--write PAGE` puts
/// them between the marks of a page; `--render FOLDER` renders the English sentences again.
public final class ListeningBench {
  private static final Pattern TABLES =
      Pattern.compile("(?<=<!-- listening -->\n).*?(?=<!-- end of listening -->)", Pattern.DOTALL);

  private ListeningBench() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 0) {
      System.out.print(ListeningTable.write());
    } else if (arguments.length == 2 && arguments[0].equals("--write")) {
      Path page = Path.of(arguments[1]);
      String tables = Matcher.quoteReplacement("\n" + ListeningTable.write() + "\n");
      Files.writeString(page, TABLES.matcher(Files.readString(page)).replaceFirst(tables));
    } else if (arguments.length == 2 && arguments[0].equals("--render")) {
      EnglishClips.render(Path.of(arguments[1]));
    } else {
      System.err.println("give nothing, --write PAGE, or --render FOLDER");
      System.exit(2);
    }
  }
}
