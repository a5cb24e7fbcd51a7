package app.kolan.server.console.page;

import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.campaign.CampaignStore;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.identity.Permission;
import app.kolan.server.outbound.PromisedCalls;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.CallQuery;
import app.kolan.server.store.HandledCallStore;
import app.kolan.server.store.LeadQuery;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.Promise;
import app.kolan.server.store.PromiseQuery;
import app.kolan.server.store.Stores;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What waits for people today: promises by their clock, new leads, leads that are due, and calls
/// that came to nothing. Empty when all is done.
public record TodayPage(
    Stores stores,
    LeadPages leads,
    AppointmentPages calendar,
    BusinessDirectory settings,
    CampaignStore campaigns,
    PageAudit audit) {
  private static final int MOST = 50;
  private static final Duration MISSED_SINCE = Duration.ofDays(2);

  /// One that was put off comes back although it is older.
  private static final Duration POSTPONED_SINCE = Duration.ofDays(7);

  private static final Duration LATER = Duration.ofHours(1);

  public void addTo(Routes routes) {
    routes.get("/b/{business}/today", PageAdmission.with(Permission.TRANSCRIPTS_READ), this::show);
    routes.post(
        "/b/{business}/promises/{promise}",
        PageAdmission.with(Permission.LEADS_WRITE),
        this::changePromise);
    routes.post(
        "/b/{business}/calls/{call}/handled",
        PageAdmission.with(Permission.LEADS_WRITE),
        this::handle);
  }

  /// What waits.
  ///
  /// @param stopped campaigns that were paused by themselves
  /// @param appointments of today that are not over; they do not wait for anybody
  /// @param missed calls whose caller hung up or was cut off, left nothing and has not got through
  ///   since
  /// @param unplayed those of the calls above whose sound nobody of the business has played
  /// @param unheard whether only these are shown
  public record Today(
      List<StoppedCampaign> stopped,
      List<Promised> promises,
      List<LeadPages.Row> due,
      List<LeadPages.Row> fresh,
      List<CallRow> missed,
      List<AppointmentRow> appointments,
      Set<CallSid> unplayed,
      boolean unheard,
      boolean writable,
      boolean audible) {
    public Today {
      stopped = List.copyOf(stopped);
      promises = List.copyOf(promises);
      due = List.copyOf(due);
      fresh = List.copyOf(fresh);
      missed = List.copyOf(missed);
      appointments = List.copyOf(appointments);
      unplayed = Set.copyOf(unplayed);
    }

    /// The same with what has something to be heard alone.
    Today ofUnheard() {
      return new Today(
          List.of(),
          promises.stream().filter(each -> isUnplayed(each.promise().call())).toList(),
          due.stream().filter(this::isUnplayed).toList(),
          fresh.stream().filter(this::isUnplayed).toList(),
          missed.stream().filter(each -> isUnplayed(each.call().sid())).toList(),
          List.of(),
          unplayed,
          true,
          writable,
          audible);
    }

    public boolean isUnplayed(LeadPages.Row row) {
      return isUnplayed(row.lead().lead().call());
    }

    private boolean isUnplayed(@Nullable CallSid call) {
      return call != null && unplayed.contains(call);
    }

    /// Where an action leads back to.
    public String back() {
      return unheard ? "today-unheard" : "today";
    }

    public boolean isDone() {
      return count() == 0;
    }

    public int count() {
      return stopped.size() + promises.size() + due.size() + fresh.size() + missed.size();
    }
  }

  /// A promise, with the name behind its number.
  ///
  /// @param agentAt when the agent calls if nobody has by then; null when he does not
  public record Promised(
      Promise promise, @Nullable String name, boolean late, @Nullable Instant agentAt) {}

  private PageAnswer show(PageRequest request) {
    audit.note(request, "lead.list");
    var names = new ContactNames(stores.crm().contacts(), request);
    List<WorkedLead> due = new ArrayList<>();
    for (LeadWork.State state : List.of(LeadWork.State.IN_WORK, LeadWork.State.WAITING)) {
      due.addAll(find(request, state, request.at()));
    }
    List<Promised> promises = promises(request, names);
    List<WorkedLead> fresh = find(request, LeadWork.State.NEW, null);
    List<CallRow> missed = missed(request, names);
    boolean audible = request.may(Permission.RECORDINGS_READ);
    var page =
        new Today(
            stopped(request),
            promises,
            leads.rows(request, due),
            leads.rows(request, fresh),
            missed,
            calendar.today(request),
            audible ? unplayed(promises, List.of(due, fresh), missed) : Set.of(),
            false,
            request.may(Permission.LEADS_WRITE),
            audible);
    boolean unheard = audible && CallPages.isUnheard(request);
    return request.show("page/today", "today", unheard ? page.ofUnheard() : page);
  }

  /// A campaign that was paused by itself.
  ///
  /// @param why in words
  public record StoppedCampaign(long id, String name, String why) {}

  private List<StoppedCampaign> stopped(PageRequest request) {
    return campaigns.stopped(request.in().id()).stream()
        .limit(MOST)
        .map(
            each ->
                new StoppedCampaign(
                    each.campaign().id(),
                    each.campaign().plan().name(),
                    CampaignReasonText.pausedFor(each.why(), request.texts())))
        .toList();
  }

  /// Those calls of what waits whose sound nobody of the business has played.
  private Set<CallSid> unplayed(
      List<Promised> promises, List<List<WorkedLead>> leads, List<CallRow> missed) {
    var sids = new HashSet<CallSid>();
    promises.stream()
        .flatMap(each -> Optional.ofNullable(each.promise().call()).stream())
        .forEach(sids::add);
    leads.forEach(some -> some.forEach(lead -> sids.add(lead.lead().call())));
    missed.forEach(row -> sids.add(row.call().sid()));
    return stores.calls().find(sids).values().stream()
        .filter(LoggedCall::unplayed)
        .map(LoggedCall::sid)
        .collect(Collectors.toSet());
  }

  private List<WorkedLead> find(
      PageRequest request, LeadWork.State state, @Nullable Instant dueBefore) {
    return stores
        .crm()
        .leads()
        .find(
            new LeadQuery(
                request.in().id(), state, null, null, null, dueBefore, PagePosition.NEWEST, MOST));
  }

  private List<Promised> promises(PageRequest request, ContactNames names) {
    var all = new ArrayList<Promise>();
    for (Promise.State state : List.of(Promise.State.BROKEN, Promise.State.OPEN)) {
      all.addAll(
          stores
              .crm()
              .promises()
              .find(
                  new PromiseQuery(
                      request.in().id(), state, null, null, null, Instant.EPOCH, 0, MOST)));
    }
    return all.stream()
        .map(
            promise ->
                new Promised(
                    promise,
                    names.name(promise.number()),
                    promise.dueAt().isBefore(request.at()),
                    agentAt(request, promise)))
        .toList();
  }

  private @Nullable Instant agentAt(PageRequest request, Promise promise) {
    boolean keeps =
        settings
            .current(request.in().id())
            .map(known -> known.business().profile().calling().keepsPromises())
            .orElse(false);
    return keeps && promise.number() != null && promise.state() == Promise.State.OPEN
        ? PromisedCalls.at(promise)
        : null;
  }

  private List<CallRow> missed(PageRequest request, ContactNames names) {
    List<LoggedCall> calls =
        stores
            .calls()
            .find(
                new CallQuery(
                    request.in().id(),
                    request.at().minus(POSTPONED_SINCE),
                    null,
                    null,
                    null,
                    PagePosition.NEWEST,
                    4 * MOST));
    Set<PhoneNumber> seen = new HashSet<>();
    List<LoggedCall> cutOff =
        calls.stream().filter(call -> seen.add(call.caller()) && isMissed(call)).toList();
    List<CallSid> sids = cutOff.stream().map(LoggedCall::sid).toList();
    var leads = stores.crm().leads().find(request.in().id(), sids);
    Set<CallSid> handled = stores.crm().handledCalls().find(request.in().id(), sids);
    Map<CallSid, Instant> postponed =
        stores.crm().handledCalls().postponed(request.in().id(), sids);
    Instant since = request.at().minus(MISSED_SINCE);
    names.knowing(cutOff.stream().map(LoggedCall::caller).toList());
    return cutOff.stream()
        .filter(call -> !leads.containsKey(call.sid()) && !handled.contains(call.sid()))
        .filter(
            call -> {
              Instant until = postponed.get(call.sid());
              return until == null
                  ? !call.arrivedAt().isBefore(since)
                  : !until.isAfter(request.at());
            })
        .limit(MOST)
        .map(call -> new CallRow(call, names.name(call.caller()), null, List.of()))
        .toList();
  }

  private static boolean isMissed(LoggedCall call) {
    return call.caller().isDialable()
        && (call.outcome() == CallOutcome.HUNG_UP || call.outcome() == CallOutcome.BROKEN);
  }

  /// Somebody has dealt with a missed call, puts it off, or takes either back.
  private PageAnswer handle(PageRequest request) {
    CallSid call = CallPages.call(stores, request).sid();
    long business = request.in().id();
    HandledCallStore handled = stores.crm().handledCalls();
    String actor = request.who().actor();
    String action = request.form().text("action");
    Instant before = handled.postponed(business, List.of(call)).get(call);
    switch (action) {
      case "undo" -> handled.remove(business, call);
      case "resume" -> resume(request, handled, call);
      case "later" ->
          handled.postpone(business, call, request.at().plus(LATER), actor, request.at());
      case "" -> handled.add(business, call, actor, request.at());
      default -> throw new PageProblem(Kind.MALFORMED);
    }
    audit.note(request, action.equals("later") ? "call.postpone" : "call.handle", call.value());
    String today = request.inBusiness("/today");
    String path = request.inBusiness("/calls/%s/handled".formatted(call.value()));
    return switch (action) {
      case "later" ->
          request.go(
              today,
              Flash.of("flash.call-later")
                  .undoneBy(
                      path,
                      Map.of(
                          "action",
                          "resume",
                          "until",
                          before == null ? "" : Long.toString(before.toEpochMilli()))));
      case "" ->
          request.go(
              today, Flash.of("flash.call-handled").undoneBy(path, Map.of("action", "undo")));
      default -> request.go(today);
    };
  }

  /// Takes back that a call was put off: it is as it was before, and may have been put off then.
  private static void resume(PageRequest request, HandledCallStore handled, CallSid call) {
    String until = request.form().text("until");
    if (until.isEmpty()) {
      handled.resume(request.in().id(), call);
    } else if (until.matches("[0-9]{1,15}")) {
      handled.postpone(
          request.in().id(),
          call,
          Instant.ofEpochMilli(Long.parseLong(until)),
          request.who().actor(),
          request.at());
    } else {
      throw new PageProblem(Kind.MALFORMED);
    }
  }

  /// Notes that a promise was kept, puts it off, or takes either back.
  private PageAnswer changePromise(PageRequest request) {
    long id = request.numberInPath("promise");
    Promise before =
        stores.crm().promises().find(request.in().id(), id).orElseThrow(PageProblem::unknown);
    String action = request.form().text("action");
    Promise after =
        switch (action) {
          case "kept" ->
              stores
                  .crm()
                  .promises()
                  .keep(request.in().id(), id, request.who().actor(), request.at());
          case "later" ->
              before.state() == Promise.State.KEPT
                  ? before
                  : PromiseForm.later(stores.crm().promises(), request, before);
          case "undo" -> PromiseForm.undo(stores.crm().promises(), request, before);
          default -> throw new PageProblem(Kind.MALFORMED);
        };
    audit.note(request, "promise.update", Long.toString(id));
    String today = request.inBusiness("/today");
    if (action.equals("undo") || after.revision() == before.revision()) {
      return request.go(today);
    }
    return request.go(
        today,
        Flash.of(action.equals("kept") ? "flash.promise-kept" : "flash.promise-later")
            .undoneBy(request.inBusiness("/promises/" + id), PromiseForm.undoing(before, after)));
  }
}
