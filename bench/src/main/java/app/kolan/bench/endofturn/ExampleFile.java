package app.kolan.bench.endofturn;

import app.kolan.server.media.endofturn.AnswerKind;
import app.kolan.server.media.endofturn.TurnText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Files of examples: a line each, words, a tab, `complete`, `incomplete` or `either`, and
/// optionally a tab and what the agent asked for (`telephone`, `identity_number`, `number`, `name`,
/// `time`, `yes_or_no`). Empty lines and lines that begin with `#` are skipped.
final class ExampleFile {
  private ExampleFile() {}

  /// Reads a file.
  ///
  /// @throws BadFile with a sentence for the user
  static List<Example> read(Path file) throws BadFile {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
    } catch (CharacterCodingException e) {
      throw new BadFile(file + " is not UTF-8; save it as UTF-8", e);
    } catch (IOException e) {
      throw new BadFile("cannot read " + file + ": " + e, e);
    }
    List<Example> examples = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line =
          i == 0 && lines.get(i).startsWith("\ufeff") ? lines.get(i).substring(1) : lines.get(i);
      if (!line.isBlank() && !line.startsWith("#")) {
        examples.add(example(file, i + 1, line));
      }
    }
    if (examples.isEmpty()) {
      throw new BadFile(
          file + " holds no example; a line is words, a tab, and complete or incomplete", null);
    }
    return examples;
  }

  private static Example example(Path file, int number, String line) throws BadFile {
    String where = file + ", line " + number + ": ";
    String[] cells = line.split("\t", -1);
    if (cells.length < 2 || cells.length > 3) {
      throw new BadFile(
          where
              + "expected words, a tab, and complete or incomplete, found "
              + (cells.length == 1 ? "no tab" : cells.length + " cells"),
          null);
    }
    if (cells[0].isBlank()) {
      throw new BadFile(where + "there are no words before the tab", null);
    }
    Label label = label(where, cells[1].strip());
    AnswerKind asked = cells.length == 2 ? AnswerKind.UNKNOWN : kind(where, cells[2].strip());
    return new Example(new TurnText(cells[0], asked), label);
  }

  private static Label label(String where, String name) throws BadFile {
    return switch (name) {
      case "complete" -> Label.COMPLETE;
      case "either" -> Label.EITHER;
      case "incomplete" -> Label.INCOMPLETE;
      default ->
          throw new BadFile(where + "\"" + name + "\" is neither complete nor incomplete", null);
    };
  }

  private static AnswerKind kind(String where, String name) throws BadFile {
    return Arrays.stream(AnswerKind.values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadFile(
                    where
                        + "\""
                        + name
                        + "\" is no kind of answer; there are "
                        + Arrays.stream(AnswerKind.values())
                            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")),
                    null));
  }
}
