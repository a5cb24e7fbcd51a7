package app.kolan.server.knowledge;

import app.kolan.server.store.KnowledgeSource.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a text into passages: at its headings, then between paragraphs, and within a long one
/// between sentences. Headings are those of Markdown (`## Prices`); the rest of its marks are left
/// out, since the text is read aloud.
public final class Passages {
  /// About what a model needs for one answer.
  static final int LARGEST = 800;

  private static final String BELOW = " › ";

  private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.+?)\\s*#*");
  private static final Pattern PARAGRAPHS =
      Pattern.compile("\\R\\s*\\R|(?=\\R#{1,6}\\s)|(?<=\\n)(?=\\|)");
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?…])\\s+|\\R");
  private static final Pattern IMAGE_OR_LINK =
      Pattern.compile("!?\\[([^\\]]{0,500})]\\([^)]{0,1000}\\)");
  private static final Pattern MARKS =
      Pattern.compile("\\*\\*|__|`+|^>\\s?|^\\|?[\\s:|-]{3,}\\|?$", Pattern.MULTILINE);

  private final List<Passage> passages = new ArrayList<>();
  private final List<String> headings = new ArrayList<>();
  private final StringBuilder current = new StringBuilder();

  private Passages() {}

  /// The passages of a text.
  public static List<Passage> of(String text) {
    var cut = new Passages();
    for (String block : PARAGRAPHS.split(text.strip(), -1)) {
      cut.take(block.strip());
    }
    cut.end();
    return List.copyOf(cut.passages);
  }

  /// A text of which these are the passages, as it can be typed again.
  public static String text(List<Passage> passages) {
    var text = new StringBuilder();
    String before = "";
    for (Passage passage : passages) {
      if (!passage.heading().equals(before)) {
        String[] levels = passage.heading().split(BELOW, -1);
        String[] known = before.split(BELOW, -1);
        boolean same = true;
        for (int i = 0; i < levels.length; i++) {
          same &= i < known.length && known[i].equals(levels[i]);
          if (!same && !levels[i].isEmpty()) {
            text.append("#".repeat(i + 1)).append(' ').append(levels[i]).append("\n\n");
          }
        }
        before = passage.heading();
      }
      text.append(passage.text()).append("\n\n");
    }
    return text.toString().strip();
  }

  private void take(String block) {
    int line = block.indexOf('\n');
    String first = (line < 0 ? block : block.substring(0, line)).strip();
    Matcher heading = HEADING.matcher(first);
    if (heading.matches()) {
      end();
      int depth = heading.group(1).length();
      while (headings.size() >= depth) {
        headings.removeLast();
      }
      headings.add(plain(heading.group(2)));
      if (line >= 0) {
        take(block.substring(line + 1).strip());
      }
      return;
    }
    String paragraph = plain(block);
    if (paragraph.isEmpty()) {
      return;
    }
    if (current.length() + paragraph.length() > LARGEST) {
      end();
    }
    if (paragraph.length() > LARGEST) {
      takeSentences(paragraph);
    } else {
      append(paragraph, "\n");
    }
  }

  private void takeSentences(String paragraph) {
    for (String sentence : SENTENCE_END.split(paragraph, -1)) {
      String rest = sentence.strip();
      while (rest.length() > LARGEST) {
        int space = rest.lastIndexOf(' ', LARGEST);
        int cut = space > 0 ? space : whole(rest, LARGEST);
        end();
        append(rest.substring(0, cut), " ");
        rest = rest.substring(cut).strip();
      }
      if (current.length() + rest.length() > LARGEST) {
        end();
      }
      append(rest, " ");
    }
  }

  /// Not between the two halves of one letter.
  private static int whole(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at - 1)) ? at - 1 : at;
  }

  private void append(String text, String separator) {
    if (!text.isEmpty()) {
      current.append(current.isEmpty() ? "" : separator).append(text);
    }
  }

  private void end() {
    if (!current.isEmpty()) {
      passages.add(new Passage(String.join(BELOW, headings), current.toString()));
      current.setLength(0);
    }
  }

  private static String plain(String markdown) {
    String text = IMAGE_OR_LINK.matcher(markdown).replaceAll("$1");
    return MARKS.matcher(text).replaceAll("").replace('|', ' ').strip();
  }
}
