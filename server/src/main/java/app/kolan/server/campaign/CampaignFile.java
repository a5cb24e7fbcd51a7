package app.kolan.server.campaign;

import app.kolan.server.business.CallbackNumber;
import app.kolan.server.campaign.InvalidCampaign.Kind;
import app.kolan.server.crm.CsvTable;
import app.kolan.server.crm.PlainText;
import app.kolan.twilio.webhook.PhoneNumber;
import de.siegmar.fastcsv.reader.CsvParseException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The people of a campaign, as a file has them: CSV, whose first line names the columns.
///
/// @param columns the names of the columns, in lower case
/// @param hash of the whole text
public record CampaignFile(List<CampaignRow.Draft> rows, Set<String> columns, String hash) {
  static final String NO_NUMBER = "number";
  static final String DOUBLE = "double";

  /// What a decoder puts where the bytes are none of its encoding.
  private static final char NO_LETTER = '\uFFFD';

  private static final int MOST_ROWS = 20_000;
  private static final int LONGEST_FIELD = 500;
  private static final int LONGEST_NUMBER = 40;
  private static final List<String> NUMBER =
      List.of("number", "phone", "mobile", "numbers", "טלפון", "נייד", "מספר", "מספר טלפון");

  /// Columns that mean the same as one that placeholders name.
  private static final Map<String, String> SAME = Map.of("שם", "name", "שם מלא", "name");

  public CampaignFile {
    rows = List.copyOf(rows);
    columns = Set.copyOf(columns);
  }

  /// What a column is called, whichever of its names is used.
  static String column(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return SAME.getOrDefault(lower, lower);
  }

  /// Reads a file. A number that cannot be one, or stood before, is a row that is not called.
  ///
  /// @param country that of the business, as in [app.kolan.server.business.BusinessLocale#country]
  /// @throws InvalidCampaign with the remedy when it is no such file
  public static CampaignFile read(String csv, String country) {
    if (csv.indexOf(NO_LETTER) >= 0) {
      throw new InvalidCampaign(Kind.NO_CSV, "it is not in UTF-8; save it as CSV in UTF-8");
    }
    List<CsvTable.Line> lines;
    try {
      lines = CsvTable.read(csv);
    } catch (CsvParseException _) {
      throw new InvalidCampaign(Kind.NO_CSV, "it is no CSV; save it as CSV in UTF-8");
    }
    if (lines.isEmpty()) {
      throw new InvalidCampaign(
          Kind.NO_ROWS, "the file has no rows; give one line for each person");
    }
    if (lines.size() > MOST_ROWS) {
      throw new InvalidCampaign(Kind.TOO_MANY_ROWS, "the file has more than 20000 rows; divide it");
    }
    var columns = new TreeSet<String>();
    lines.forEach(line -> columns.addAll(line.cells().keySet()));
    String number =
        NUMBER.stream()
            .filter(columns::contains)
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidCampaign(
                        Kind.NO_NUMBERS,
                        "the first line names no column of numbers; call it `number`"));
    var known = new HashSet<PhoneNumber>();
    var rows = new ArrayList<CampaignRow.Draft>();
    for (CsvTable.Line line : lines) {
      rows.add(row(line, number, country, known));
    }
    columns.remove(number);
    var names = new TreeSet<String>();
    columns.forEach(name -> names.add(column(name)));
    return new CampaignFile(rows, names, hash(csv));
  }

  private static CampaignRow.Draft row(
      CsvTable.Line line, String numberColumn, String country, Set<PhoneNumber> known) {
    var fields = new TreeMap<String, String>();
    line.cells()
        .forEach(
            (name, cell) -> {
              if (!name.equals(numberColumn)) {
                fields.put(column(name), cut(cell, LONGEST_FIELD));
              }
            });
    String given = cut(line.cells().getOrDefault(numberColumn, ""), LONGEST_NUMBER);
    PhoneNumber number = CallbackNumber.ofKeys(given, country).orElse(null);
    String reason = number == null ? NO_NUMBER : known.add(number) ? null : DOUBLE;
    return new CampaignRow.Draft(line.number(), given, number, fields, reason);
  }

  private static String cut(String cell, int longest) {
    String plain = PlainText.of(cell).replace('\n', ' ');
    return plain.length() <= longest ? plain : plain.substring(0, longest);
  }

  private static String hash(String text) {
    try {
      byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "CampaignFile[rows=%d, columns=%s]".formatted(rows.size(), columns);
  }
}
