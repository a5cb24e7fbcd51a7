package app.kolan.server.api;

import app.kolan.server.audit.AuditReader;
import app.kolan.server.audit.AuditRecord;
import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.privacy.PrivacyStore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The audit log. It can be asked who looked at one person's data.
record AuditResource(AuditReader reader, PrivacyStore privacy, CrmRequests requests) {
  private static final ObjectMapper JSON = new ObjectMapper();

  void addTo(Map<String, Operation> operations) {
    operations.put("listAudit", this::list);
    operations.put("listBusinessAudit", this::list);
  }

  private ApiAnswer list(ApiRequest request) {
    var query =
        new AuditRecord.Query(
            request.business() == null ? null : request.in().id(),
            request.asked("actor").orElse(null),
            request.asked("action").orElse(null),
            request.instant("since"),
            request.instant("until"),
            request.cursorNumber(Long.MAX_VALUE),
            request.limit() + 1,
            person(request));
    return ApiJson.page(
        reader.find(query),
        request.limit(),
        AuditResource::form,
        entry -> Long.toString(entry.sequence()));
  }

  private AuditRecord.@Nullable Person person(ApiRequest request) {
    if (request.asked("contact").isPresent()) {
      long contact = Long.parseLong(request.asked("contact").orElseThrow());
      return privacy.auditedAs(new ErasureScope.OfContact(request.in().id(), contact));
    }
    return request
        .asked("number")
        .map(
            typed ->
                privacy.auditedAs(
                    new ErasureScope.OfNumber(
                        request.in().id(), requests.number(request, "number", typed))))
        .orElse(null);
  }

  private static ObjectNode form(AuditRecord found) {
    ObjectNode form = ApiJson.object();
    form.put("sequence", found.sequence());
    form.put("at", found.entry().at().toString());
    form.put("actor", found.entry().actor());
    form.put("action", found.entry().action());
    form.put("subject", found.entry().subject());
    try {
      String detail = found.entry().detail();
      form.set("detail", detail == null ? null : JSON.readTree(detail));
    } catch (JsonProcessingException e) {
      form.putNull("detail");
    }
    form.put("address", found.entry().address());
    return form;
  }
}
