package app.kolan.server.console.page;

import app.kolan.server.audit.AuditReader;
import app.kolan.server.audit.AuditRecord;
import app.kolan.server.console.http.OnboardingProgress;
import app.kolan.server.console.http.OnboardingProgress.Step;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.settings.SettingsState;
import app.kolan.server.directory.SettingsVersion;
import app.kolan.server.identity.Permission;
import app.kolan.server.notify.push.PushDevices;
import app.kolan.server.store.CallQuery;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.PagePosition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The steps by which a business is set up: what is done follows from its settings, its numbers and
/// its log, and nobody ticks it off. Any thread may use it; it blocks for the database.
public final class OnboardingSteps {
  /// The pages that lead on.
  private static final List<String> PAGES =
      List.of("/today", "/receptionist", "/numbers", "/alerts", "/try", "/team");

  private final SettingsAccess settings;
  private final PushDevices devices;
  private final CallStore calls;
  private final AuditReader log;

  /// Businesses of which everything was done once: they need no look any more.
  private final Set<Long> complete = ConcurrentHashMap.newKeySet();

  /// Businesses of which a page has said that something is left.
  private final Set<Long> incomplete = ConcurrentHashMap.newKeySet();

  public OnboardingSteps(
      SettingsAccess settings, PushDevices devices, CallStore calls, AuditReader log) {
    this.settings = settings;
    this.devices = devices;
    this.calls = calls;
    this.log = log;
  }

  /// What leads on from the page that is asked for; empty where nothing is to be set up, or not by
  /// who asks. That all is done is said by the first page after the last step, and by no other.
  public Optional<OnboardingProgress> leading(PageRequest request) {
    String path = request.pathInBusiness();
    if (PAGES.stream().noneMatch(path::startsWith)
        || !request.may(Permission.BUSINESSES_WRITE)
        || SettingsAccess.obstacle(request) != null
        || complete.contains(request.in().id())) {
      return Optional.empty();
    }
    OnboardingProgress setUp = of(request);
    if (setUp.isDone()) {
      complete.add(request.in().id());
      return incomplete.remove(request.in().id()) ? Optional.of(setUp) : Optional.empty();
    }
    incomplete.add(request.in().id());
    return Optional.of(setUp);
  }

  OnboardingProgress of(PageRequest request) {
    SettingsState state = settings.state(request);
    ObjectNode edited = settings.document(request, state);
    SettingsVersion published = state.published();
    String edit = "/receptionist/edit/";
    return new OnboardingProgress(
        List.of(
            new Step("greeting", edit + "greeting", hasGreeting(edited)),
            new Step("hours", edit + "hours", hasHours(edited)),
            new Step("alerts", edit + "alerts", isSomebodyTold(request, edited)),
            new Step("publish", "/receptionist/changes", isAnswering(published)),
            new Step("number", "/numbers", !request.in().numbers().isEmpty()),
            new Step("try", "/try", hasTalked(request))));
  }

  private static boolean hasGreeting(ObjectNode document) {
    return document.has("greeting") || document.path("sounds").has("greeting");
  }

  private static boolean hasHours(ObjectNode document) {
    return document.path("hours").isObject();
  }

  private boolean isSomebodyTold(PageRequest request, ObjectNode document) {
    return !document.path("alerts").isEmpty()
        || !devices.ofUser(request.in().id(), request.user()).isEmpty();
  }

  /// Whether callers hear what was set up, whatever was changed since.
  private static boolean isAnswering(@Nullable SettingsVersion published) {
    if (published == null) {
      return false;
    }
    ObjectNode document = SettingsAccess.tree(published.document());
    return hasGreeting(document) && hasHours(document);
  }

  /// Whether somebody has tried the agent from here, or has called it.
  private boolean hasTalked(PageRequest request) {
    long business = request.in().id();
    var tried =
        new AuditRecord.Query(business, null, "settings.try", null, null, Long.MAX_VALUE, 1, null);
    return !log.find(tried).isEmpty()
        || !calls
            .find(new CallQuery(business, null, null, null, null, PagePosition.NEWEST, 1))
            .isEmpty();
  }
}
