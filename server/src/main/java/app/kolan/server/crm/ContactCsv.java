package app.kolan.server.crm;

import app.kolan.server.store.Contact;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.PhoneNumber;
import de.siegmar.fastcsv.reader.CsvParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Contacts and leads as tables. Names of columns are English; Hebrew ones are read, too.
public final class ContactCsv {
  private static final List<String> COLUMNS =
      List.of("id", "name", "numbers", "email", "language", "tags", "do_not_call", "created_at");
  private static final List<String> LEAD_COLUMNS =
      List.of(
          "call",
          "created_at",
          "state",
          "name",
          "caller",
          "callback",
          "subject",
          "contact",
          "assignee",
          "priority",
          "due_at");
  private static final Set<String> YES = Set.of("yes", "true", "1", "x", "כן", "v");

  private ContactCsv() {}

  /// All of these.
  public static String write(List<Contact> contacts) {
    return CsvTable.write(COLUMNS, contacts.stream().map(ContactCsv::line).toList());
  }

  private static List<String> line(Contact contact) {
    return List.of(
        Long.toString(contact.id()),
        contact.name().orElse(""),
        contact.numbers().stream().map(PhoneNumber::value).collect(Collectors.joining("; ")),
        text(contact.email()),
        text(contact.language()),
        String.join("; ", contact.tags()),
        contact.doNotCall() ? "yes" : "no",
        contact.createdAt().toString());
  }

  /// All of these leads.
  ///
  /// @param fields the names of the business's own fields, which get a column each
  public static String writeLeads(List<WorkedLead> leads, List<String> fields) {
    var names = new ArrayList<>(LEAD_COLUMNS);
    names.addAll(fields);
    return CsvTable.write(names, leads.stream().map(lead -> line(lead, fields)).toList());
  }

  private static List<String> line(WorkedLead each, List<String> fields) {
    var lead = each.lead();
    var work = each.work();
    var cells =
        new ArrayList<>(
            List.of(
                lead.call().value(),
                lead.createdAt().toString(),
                work.state().name(),
                text(lead.name()),
                lead.caller().value(),
                lead.callback() == null ? "" : lead.callback().value(),
                text(lead.subject()),
                text(work.contact()),
                text(work.assignee()),
                work.priority().name(),
                text(work.dueAt())));
    fields.forEach(name -> cells.add(work.fields().getOrDefault(name, "")));
    return cells;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value instanceof Instant at ? at.toString() : value.toString();
  }

  /// The contacts of a table.
  ///
  /// @param country that of the business, as in [app.kolan.server.business.BusinessLocale#country]
  /// @throws IllegalArgumentException with the remedy when it is no table of contacts
  public static List<ContactRow> read(String csv, String country) {
    List<CsvTable.Line> lines;
    try {
      lines = CsvTable.read(csv);
    } catch (CsvParseException e) {
      throw new IllegalArgumentException("It is no CSV; save it as CSV in UTF-8.", e);
    }
    if (!lines.isEmpty()
        && lines.getFirst().cells().keySet().stream().noneMatch(NUMBER::contains)) {
      throw new IllegalArgumentException(
          "The first line names no column of numbers; call it `numbers`.");
    }
    return lines.stream().map(line -> row(line, country)).toList();
  }

  private static final List<String> NUMBER =
      List.of("numbers", "number", "phone", "phones", "mobile", "טלפון", "טלפונים", "נייד");

  private static ContactRow row(CsvTable.Line line, String country) {
    return ContactRow.of(
        line.number(),
        country,
        line.cell("name", "שם", "שם מלא"),
        NUMBER.stream().flatMap(name -> parts(line.cell(name)).stream()).toList(),
        line.cell("email", "e-mail", "mail", "מייל", "אימייל", "דוא\"ל", "דוא״ל"),
        line.cell("language", "שפה"),
        parts(line.cell("tags", "תגיות")),
        YES.contains(line.cell("do_not_call", "לא להתקשר").strip().toLowerCase(Locale.ROOT)),
        line.cell("note", "notes", "הערה", "הערות"));
  }

  private static List<String> parts(String cell) {
    return Arrays.asList(cell.split("[;,\\n]", -1));
  }
}
