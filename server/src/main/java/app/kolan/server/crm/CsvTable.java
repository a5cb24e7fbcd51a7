package app.kolan.server.crm;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Tables as spreadsheets read and write them: CSV in UTF-8 with a byte order mark, by which Excel
/// knows that Hebrew is Hebrew.
public final class CsvTable {
  static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final Pattern FORMULA = Pattern.compile("^[=@\\t\\r+-].*", Pattern.DOTALL);
  private static final Pattern NUMBERS = Pattern.compile("^\\+[0-9][0-9; +]*$");

  /// As Excel saves Hebrew when it is asked for a CSV and not for one in UTF-8.
  private static final String HEBREW_OF_WINDOWS = "windows-1255";

  private CsvTable() {}

  /// The text of a file: in UTF-8, or as Windows writes Hebrew.
  public static String text(byte[] file) {
    try {
      return strictly(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException noUtf8) {
      try {
        return strictly(file, Charset.forName(HEBREW_OF_WINDOWS));
      } catch (CharacterCodingException | UnsupportedCharsetException neither) {
        return new String(file, StandardCharsets.UTF_8);
      }
    }
  }

  private static String strictly(byte[] file, Charset charset) throws CharacterCodingException {
    return charset.newDecoder().decode(ByteBuffer.wrap(file)).toString();
  }

  /// A line, by the names of its columns in lower case.
  public record Line(int number, Map<String, String> cells) {
    public Line {
      cells = Map.copyOf(cells);
    }

    String cell(String... names) {
      for (String name : names) {
        String value = cells.get(name);
        if (value != null) {
          return value;
        }
      }
      return "";
    }
  }

  /// Reads a table whose first line names its columns. Its columns are separated by what separates
  /// most of those names: a comma, a semicolon or a tab.
  ///
  /// @throws CsvParseException when it is no CSV
  public static List<Line> read(String text) {
    String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    String first = plain.lines().findFirst().orElse("");
    var lines = new ArrayList<Line>();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(separator(first))
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(new StringReader(plain))) {
      List<String> names = List.of();
      for (CsvRecord record : reader) {
        if (names.isEmpty()) {
          names = record.getFields().stream().map(CsvTable::columnName).toList();
          continue;
        }
        var cells = new HashMap<String, String>();
        for (int i = 0; i < Math.min(names.size(), record.getFieldCount()); i++) {
          cells.put(names.get(i), unescaped(record.getField(i)));
        }
        lines.add(new Line(Math.toIntExact(record.getStartingLineNumber()), cells));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  private static String columnName(String cell) {
    return PlainText.of(cell).toLowerCase(Locale.ROOT);
  }

  private static char separator(String line) {
    char best = ',';
    for (char each : new char[] {';', '\t'}) {
      if (count(line, each) > count(line, best)) {
        best = each;
      }
    }
    return best;
  }

  private static long count(String line, char sought) {
    return line.chars().filter(c -> c == sought).count();
  }

  /// Writes a table.
  public static String write(List<String> names, List<List<String>> lines) {
    var text = new StringWriter();
    text.write(BYTE_ORDER_MARK);
    try (CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
      writer.writeRecord(names);
      for (List<String> line : lines) {
        writer.writeRecord(line.stream().map(CsvTable::escaped).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /// A cell that a spreadsheet would take for a formula begins with an apostrophe, which it does
  /// not show; telephone numbers stay as they are.
  private static String escaped(String cell) {
    String plain = PlainText.of(cell);
    return FORMULA.matcher(plain).matches() && !NUMBERS.matcher(plain).matches()
        ? "'" + plain
        : plain;
  }

  private static String unescaped(String cell) {
    boolean isEscaped = cell.startsWith("'") && FORMULA.matcher(cell.substring(1)).matches();
    return isEscaped ? cell.substring(1) : cell;
  }
}
