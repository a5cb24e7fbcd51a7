package app.kolan.server.api;

import app.kolan.server.business.LeadField;
import app.kolan.server.crm.ContactJson;
import app.kolan.server.store.CallSummary;
import app.kolan.server.store.Contact;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.TimelineEntry;
import app.kolan.server.store.WorkedLead;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Contacts and leads in the forms of the API.
final class CrmJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CrmJson() {}

  static ObjectNode contact(Contact contact) {
    ObjectNode form = ApiJson.object();
    form.put("id", contact.id());
    form.put("name", contact.name().orElse(null));
    ContactJson.put(form, contact, actor -> actor);
    form.put("madeBy", contact.madeBy());
    form.put("changedAt", contact.changedAt().toString());
    return form;
  }

  /// @param summary of its call; null for none
  /// @param fields those that the business has defined; a number is a number then
  static ObjectNode lead(WorkedLead lead, @Nullable CallSummary summary, List<LeadField> fields) {
    ObjectNode form = CallJson.lead(lead.lead());
    form.set("summary", CallJson.summary(summary));
    LeadWork work = lead.work();
    form.put("workState", work.state().name());
    form.put("notLeadReason", work.reason() == null ? null : work.reason().name());
    form.put("contact", work.contact());
    form.put("assignee", work.assignee());
    form.put("priority", work.priority().name());
    form.put("dueAt", ApiJson.instant(work.dueAt()));
    ObjectNode own = form.putObject("fields");
    work.fields()
        .forEach(
            (name, value) -> {
              if (isNumber(name, fields)) {
                own.put(name, new BigDecimal(value));
              } else {
                own.put(name, value);
              }
            });
    form.put("changedAt", ApiJson.instant(work.changedAt()));
    return form;
  }

  private static boolean isNumber(String name, List<LeadField> fields) {
    return fields.stream()
        .anyMatch(each -> each.name().equals(name) && each.kind() == LeadField.Kind.NUMBER);
  }

  static ObjectNode entry(TimelineEntry entry) {
    ObjectNode form = ApiJson.object();
    form.put("id", Long.toString(entry.id()));
    form.put("at", entry.at().toString());
    form.put("kind", entry.kind().name());
    form.put("actor", entry.actor());
    try {
      form.set("detail", JSON.readTree(entry.detail()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the detail of a timeline cannot be read", e);
    }
    return form;
  }
}
