package app.kolan.server.console.page;

import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.Form;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.identity.Permission;
import app.kolan.server.outbound.RegistryFile;
import app.kolan.server.outbound.RegistryFile.InvalidRegistry;
import app.kolan.server.outbound.RegistryImports;
import app.kolan.server.outbound.RegistryStore.Registry;
import app.kolan.server.outbound.RegistryStore.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The registry of those who want no advertising: which one counts, a form that reads another one
/// in, and a button that takes that back.
public record RegistryPages(RegistryImports imports, PageAudit audit) {
  private static final String PATH = "/registry";
  private static final String IN_BUSINESS = "/b/{business}" + PATH;
  private static final int SHOWN_LINES = 5;

  /// A registry may have a million numbers.
  private static final Duration LONGEST = Duration.ofMinutes(5);

  public void addTo(Routes routes) {
    routes.get(IN_BUSINESS, PageAdmission.with(Permission.CALLS_READ), this::show);
    routes.post(
        IN_BUSINESS, PageAdmission.with(Permission.SETTINGS_PUBLISH), LONGEST, this::change);
  }

  /// The page.
  ///
  /// @param current null when none was read in
  /// @param before the one that counted before it; null for none
  /// @param loading one that is being read in just now; null for none
  /// @param isFresh whether the current one is new enough to advertise by
  /// @param problem why a file was not read in; null when nothing was wrong
  /// @param canSkip whether the problem is lines that can be left out
  public record Shown(
      @Nullable Registry current,
      @Nullable Registry before,
      @Nullable Registry loading,
      boolean isFresh,
      @Nullable String problem,
      boolean canSkip,
      boolean writable) {}

  private PageAnswer show(PageRequest request) {
    audit.note(request, "do-not-call.registry");
    return show(request, 200, null, false);
  }

  private PageAnswer show(
      PageRequest request, int status, @Nullable String problem, boolean canSkip) {
    List<Registry> known = imports.store().find(request.in().id());
    Registry current = one(known, State.CURRENT);
    Registry previous = one(known, State.PREVIOUS);
    Registry loading = one(known, State.LOADING);
    boolean isBefore = previous != null && current != null && previous.id() < current.id();
    var page =
        new Shown(
            current,
            isBefore ? previous : null,
            loading == null || !imports.isLoading(loading) ? null : loading,
            current != null && imports.isFresh(current),
            problem,
            canSkip,
            request.may(Permission.SETTINGS_PUBLISH));
    return request.show(status, "page/registry", "campaigns", page);
  }

  private static @Nullable Registry one(List<Registry> known, State state) {
    return known.stream().filter(each -> each.state() == state).findFirst().orElse(null);
  }

  private PageAnswer change(PageRequest request) {
    return switch (request.form().text("action")) {
      case "read" -> read(request);
      case "undo" -> undo(request);
      default -> throw new PageProblem(Kind.MALFORMED);
    };
  }

  private PageAnswer read(PageRequest request) {
    Form form = request.form();
    RegistryFile file;
    try {
      file = RegistryFile.read(form.file("file"), request.site().locale(request.in()).country());
    } catch (InvalidRegistry e) {
      return show(request, 422, request.texts().name(e.problem()), false);
    }
    List<Integer> unreadable = file.unreadable();
    if (!unreadable.isEmpty() && !form.has("skip")) {
      String lines =
          unreadable.stream()
              .limit(SHOWN_LINES)
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
      String text = request.texts().count("registry.unreadable", unreadable.size(), lines);
      return show(request, 422, text, true);
    }
    RegistryImports.Result result =
        imports.read(request.in().id(), file, form.fileName("file"), request.actor(), _ -> {});
    return switch (result) {
      case RegistryImports.Result.Read(var numbers, var changed) ->
          request.go(
              request.inBusiness(PATH),
              new Flash(
                  "flash.registry-read",
                  List.of(text(numbers), text(changed.added()), text(changed.removed())),
                  new Flash.Undo(request.inBusiness(PATH), Map.of("action", "undo"))));
      case RegistryImports.Result.Busy() ->
          show(request, 409, request.texts().text("registry.busy"), false);
      case RegistryImports.Result.Lost() ->
          show(request, 409, request.texts().text("registry.lost"), false);
    };
  }

  private static String text(int number) {
    return Integer.toString(number);
  }

  private PageAnswer undo(PageRequest request) {
    Optional<Registry> now = imports.undo(request.in().id(), request.actor());
    if (now.isEmpty()) {
      throw new PageProblem(Kind.CHANGED);
    }
    return request.go(
        request.inBusiness(PATH), Flash.of("flash.registry-undone", text(now.get().numbers())));
  }
}
