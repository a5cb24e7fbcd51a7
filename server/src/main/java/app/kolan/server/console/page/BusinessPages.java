package app.kolan.server.console.page;

import app.kolan.server.audit.AuditDetail;
import app.kolan.server.audit.AuditedChange;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.page.SettingsAccess.Obstacle;
import app.kolan.server.console.settings.ProblemWords;
import app.kolan.server.directory.AccountStore;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.BusinessState;
import app.kolan.server.directory.DirectoryConflict;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.identity.Permission;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a business is apart from its settings, for who runs the server: its name, the Twilio
/// account of its numbers, and whether its calls are answered. Each change can be undone.
public record BusinessPages(BusinessAdministration administration, AccountStore accounts) {
  private static final String PATH = "/business";
  private static final String IN_BUSINESS = "/b/{business}" + PATH;

  public void addTo(Routes routes) {
    var write = PageAdmission.with(Permission.BUSINESSES_WRITE);
    routes.get(IN_BUSINESS, write, request -> show(request, 200, Typed.of(request.in()), false));
    routes.post(IN_BUSINESS, write, this::change);
  }

  /// What stands in the form, and what is wrong with it.
  ///
  /// @param account a SID; empty for the server's own
  /// @param problems by their fields
  public record Typed(String name, String account, Map<String, List<ProblemWords.Line>> problems) {
    public Typed {
      problems = Map.copyOf(problems);
    }

    static Typed of(BusinessRecord business) {
      return new Typed(business.name(), accountOf(business), Map.of());
    }

    public List<ProblemWords.Line> problems(String field) {
      return problems.getOrDefault(field, List.of());
    }

    public boolean isBad(String field) {
      return problems.containsKey(field);
    }
  }

  /// What can be done with the state of a business.
  public enum Step {
    RESUME("resume", BusinessState.ACTIVE),
    PAUSE("pause", BusinessState.SUSPENDED),
    CLOSE("close", BusinessState.CLOSED),
    REOPEN("reopen", BusinessState.ACTIVE);

    private final String word;
    private final BusinessState to;

    Step(String word, BusinessState to) {
      this.word = word;
      this.to = to;
    }

    /// Its word in the texts.
    public String word() {
      return word;
    }

    public BusinessState to() {
      return to;
    }

    /// Whether callers hear less than before.
    public boolean isLoss() {
      return to != BusinessState.ACTIVE;
    }

    static List<Step> from(BusinessState state) {
      return switch (state) {
        case ACTIVE -> List.of(PAUSE, CLOSE);
        case SUSPENDED -> List.of(RESUME, CLOSE);
        case CLOSED -> List.of(REOPEN);
      };
    }

    static Step of(BusinessState from, BusinessState to) {
      return switch (to) {
        case ACTIVE -> from == BusinessState.CLOSED ? REOPEN : RESUME;
        case SUSPENDED -> PAUSE;
        case CLOSED -> CLOSE;
      };
    }
  }

  /// A Twilio account that its numbers may be in.
  public record Choice(String sid, String name) {}

  /// The page.
  ///
  /// @param typed what stands in the form
  /// @param taken whether a number that it was to get back belongs to another business now
  /// @param accounts those beside the server's own
  /// @param locale by which calls are answered; null when none is
  /// @param steps what can be done with its state
  /// @param obstacle null when he may change it
  public record Shown(
      BusinessRecord business,
      Typed typed,
      boolean taken,
      List<Choice> accounts,
      @Nullable BusinessLocale locale,
      List<Step> steps,
      @Nullable Obstacle obstacle) {
    public Shown {
      accounts = List.copyOf(accounts);
      steps = List.copyOf(steps);
    }
  }

  private PageAnswer show(PageRequest request, int status, Typed typed, boolean taken) {
    BusinessRecord business = request.in();
    Obstacle obstacle = SettingsAccess.obstacle(request);
    var page =
        new Shown(
            business,
            typed,
            taken,
            accounts.accounts().stream()
                .map(account -> new Choice(account.sid(), account.name()))
                .toList(),
            request
                .site()
                .settings()
                .current(business.id())
                .map(BusinessSettings::business)
                .map(found -> found.locale())
                .orElse(null),
            obstacle == null ? Step.from(business.state()) : List.of(),
            obstacle);
    return request.show(status, "page/business", "business", page);
  }

  private PageAnswer change(PageRequest request) {
    if (SettingsAccess.obstacle(request) != null) {
      throw new PageProblem(Kind.FORBIDDEN);
    }
    return switch (request.form().text("action")) {
      case "save" -> save(request);
      case "state" -> changeState(request);
      default -> throw new PageProblem(Kind.MALFORMED);
    };
  }

  private PageAnswer save(PageRequest request) {
    BusinessRecord business = request.in();
    String name = request.form().text("name").strip();
    String account = request.form().text("account").strip();
    try {
      update(
          request,
          new Identity(
              business.slug(), name, account.isEmpty() ? null : account, numbersOf(business)),
          business.state());
    } catch (InvalidSettings invalid) {
      return show(request, 400, typed(request, name, account, invalid), false);
    }
    return request.go(
        request.inBusiness(PATH),
        Flash.of("flash.business-saved")
            .undoneBy(
                request.inBusiness(PATH),
                Map.of("action", "save", "name", business.name(), "account", accountOf(business))));
  }

  /// With numbers when a closed business gets back those that it had.
  private PageAnswer changeState(PageRequest request) {
    BusinessRecord business = request.in();
    BusinessState to =
        Arrays.stream(BusinessState.values())
            .filter(state -> state.name().equals(request.form().text("to")))
            .findFirst()
            .orElseThrow(() -> new PageProblem(Kind.MALFORMED));
    List<String> numbers =
        request
            .form()
            .filled("numbers")
            .map(text -> List.of(text.split(" ", -1)))
            .orElseGet(() -> numbersOf(business));
    try {
      update(
          request,
          new Identity(business.slug(), business.name(), business.accountSid(), numbers),
          to);
    } catch (InvalidSettings invalid) {
      return show(
          request, 400, typed(request, business.name(), accountOf(business), invalid), false);
    } catch (DirectoryConflict conflict) {
      if (isTaken(request, numbers)) {
        return show(request, 409, Typed.of(business), true);
      }
      throw conflict;
    }
    var undo = new HashMap<>(Map.of("action", "state", "to", business.state().name()));
    if (to == BusinessState.CLOSED) {
      undo.put("numbers", String.join(" ", numbersOf(business)));
    }
    return request.go(
        request.inBusiness(PATH),
        done(Step.of(business.state(), to)).undoneBy(request.inBusiness(PATH), undo));
  }

  private static Flash done(Step step) {
    return Flash.of(
        switch (step) {
          case RESUME -> "flash.business-resumed";
          case PAUSE -> "flash.business-paused";
          case CLOSE -> "flash.business-closed";
          case REOPEN -> "flash.business-reopened";
        });
  }

  private static boolean isTaken(PageRequest request, List<String> numbers) {
    return request.site().of(request.who()).stream()
        .filter(other -> other.id() != request.in().id())
        .flatMap(other -> other.numbers().stream())
        .anyMatch(number -> numbers.contains(number.value()));
  }

  /// With its entry in the audit log in the same transaction.
  private void update(PageRequest request, Identity identity, BusinessState state)
      throws InvalidSettings {
    BusinessRecord business = request.in();
    String seen = request.form().text("revision");
    if (!seen.isEmpty() && !seen.equals(Long.toString(business.revision()))) {
      throw new PageProblem(Kind.CHANGED);
    }
    BusinessRecord _ =
        AuditedChange.of(
            _ ->
                request
                    .actor()
                    .entry(
                        request.at(),
                        "business.update",
                        business.id(),
                        business.slug(),
                        detail(business, identity, state)),
            () ->
                administration.update(
                    business.id(),
                    business.revision(),
                    identity,
                    state,
                    SettingsAccess.author(request)));
  }

  /// What is changed, for the audit log.
  private static String detail(BusinessRecord before, Identity identity, BusinessState state) {
    var changes = new ArrayList<String>();
    if (!before.name().equals(identity.name())) {
      changes.addAll(List.of("name", identity.name()));
    }
    String account = Objects.requireNonNullElse(identity.accountSid(), "");
    if (!accountOf(before).equals(account)) {
      changes.addAll(List.of("account", account));
    }
    if (before.state() != state) {
      changes.addAll(List.of("state", state.name()));
    }
    return AuditDetail.of(changes.toArray(String[]::new));
  }

  private static Typed typed(
      PageRequest request, String name, String account, InvalidSettings invalid) {
    return new Typed(
        name, account, ProblemWords.byField(invalid.problems(), request.texts().language()));
  }

  private static String accountOf(BusinessRecord business) {
    return Objects.requireNonNullElse(business.accountSid(), "");
  }

  private static List<String> numbersOf(BusinessRecord business) {
    return business.numbers().stream().map(PhoneNumber::value).toList();
  }
}
