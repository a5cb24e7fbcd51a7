package app.kolan.server.bootstrap;

import app.kolan.server.api.ContractFilter;
import app.kolan.server.api.ContractFilter.Named;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.Routes.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A request whose path has an identifier, for a page of the console or an operation of the API.
///
/// @param page whether it is for the console
/// @param key the operation, or the method and the path of the page
/// @param personal whether it is about whoever asks, and not about a business
record IdentifiedRequest(boolean page, String key, String method, String path, boolean personal) {
  /// Parameters that name no thing of a business: a part of the settings, a sentence that may be
  /// recorded, and what only who has a link knows.
  private static final Set<String> NAMES = Set.of("business", "part", "sound", "secret", "link");

  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  /// What is sent to pages, and to operations, so that they would do something. Any other gets an
  /// empty form or object.
  private static final Map<String, String> SENT =
      table(
          """
          POST /b/{business}/promises/{promise}            action=kept
          POST /b/{business}/leads/{call}                  state=WON
          POST /b/{business}/leads/{call}/notes            text=x
          POST /b/{business}/campaigns/{campaign}          action=cancel
          POST /b/{business}/people/{contact}              name=x
          POST /b/{business}/people/{contact}/notes        text=x
          POST /b/{business}/appointments/{appointment}    action=cancel&revision=0
          POST /b/{business}/live/{call}/hint              hint=x
          POST /b/{business}/live/{call}/transfer          to=human
          POST /b/{business}/knowledge/{source}            do=remove
          POST /b/{business}/questions/{question}          do=dismiss
          POST /b/{business}/alerts/devices/{device}       off=1
          POST /b/{business}/team/{user}                   role=AUDITOR
          POST /b/{business}/views/{view}                  page=CALLS
          diffVersions          ?from=1
          addCallHint           {"text":"x"}
          transferCall          {"target":"human"}
          updateLead            {"workState":"WON"}
          addLeadNote           {"text":"x"}
          updateContact         {"name":"x"}
          addContactNote        {"text":"x"}
          mergeContact          {"contact":{other}}
          updatePromise         {"state":"KEPT"}
          updateAppointment     {"state":"CANCELLED"}
          changeCampaign        {"state":"CANCELLED"}
          changeCampaignBounds  {"callsAtOnce":1}
          updateKnowledge       {"title":"x","text":"x"}
          answerQuestion        {"answer":"x"}
          setMemberRole         {"role":"AUDITOR"}
          """);

  private static Map<String, String> table(String text) {
    Pattern columns = Pattern.compile("((?:POST )?\\S+) +(.+)");
    return text.lines()
        .map(columns::matcher)
        .filter(Matcher::matches)
        .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2)));
  }

  /// All of a server's pages, and of the API's operations, in a business or of one's own.
  static List<IdentifiedRequest> all(ApiByHand api) {
    var all = new ArrayList<IdentifiedRequest>();
    for (Route route : api.server.consoleRoutes().all()) {
      String key = route.method() + " " + route.path();
      PageAdmission.Whom whom = route.admission().whom();
      if (whom != PageAdmission.Whom.OF_SERVER) {
        boolean personal = whom != PageAdmission.Whom.OF_BUSINESS;
        all.add(new IdentifiedRequest(true, key, route.method(), route.path(), personal));
      }
    }
    for (Named operation : ContractFilter.operations()) {
      boolean personal = operation.path().startsWith("/me/");
      if (personal || operation.path().contains("{business}")) {
        all.add(
            new IdentifiedRequest(
                false, operation.id(), operation.method(), operation.path(), personal));
      }
    }
    return all.stream().filter(IdentifiedRequest::hasIdentifier).toList();
  }

  boolean hasIdentifier() {
    return !identifiers().isEmpty();
  }

  /// The names of the identifiers that it needs.
  List<String> identifiers() {
    return PARAMETER
        .matcher(path)
        .results()
        .map(each -> each.group(1))
        .filter(name -> !NAMES.contains(name))
        .map(this::idOf)
        .toList();
  }

  /// Whether it is about a call that is under way.
  boolean isLive() {
    return path.contains("/live/{call}")
        || Set.of("addCallHint", "transferCall", "hangUpCall").contains(key);
  }

  private String idOf(String parameter) {
    return !parameter.equals("call")
        ? parameter
        : isLive() ? "live" : path.contains("/try/") ? "test" : "call";
  }

  String pathIn(String business, Map<String, String> ids) {
    return PARAMETER
        .matcher(path)
        .replaceAll(
            each ->
                each.group(1).equals("business")
                    ? business
                    : ids.getOrDefault(idOf(each.group(1)), "goodbye"));
  }

  /// What is sent with it; empty for nothing.
  String sent() {
    return SENT.getOrDefault(key, "");
  }
}
