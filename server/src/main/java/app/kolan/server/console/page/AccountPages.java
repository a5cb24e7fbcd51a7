package app.kolan.server.console.page;

import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditedChange;
import app.kolan.server.audit.AuditedChange.Change;
import app.kolan.server.console.http.Flash;
import app.kolan.server.console.http.Form;
import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.settings.ProblemWords;
import app.kolan.server.directory.AccountAdministration;
import app.kolan.server.directory.DirectoryConflict;
import app.kolan.server.directory.InvalidSettings;
import app.kolan.server.directory.TwilioAccount;
import app.kolan.server.examination.TokenCheck;
import app.kolan.server.identity.Permission;
import app.kolan.server.settings.ConfigProblem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The Twilio accounts of the server, for its operator: which there are and who is in them, adding
/// one, changing its name and token, asking Twilio whether it takes them, and removing one.
public record AccountPages(
    AccountAdministration administration, AccountRows rows, TokenCheck check, PageAudit audit) {
  private static final String PATH = "/agency/accounts";
  private static final String ONE = PATH + "/{account}";

  /// Twilio is asked meanwhile, with each token.
  private static final Duration LONGEST = Duration.ofSeconds(30);

  public void addTo(Routes routes) {
    var read = PageAdmission.everywhere(Permission.ACCOUNTS_READ);
    var write = PageAdmission.everywhere(Permission.ACCOUNTS_WRITE);
    routes.get(PATH, read, request -> list(request, 200, Typed.NOTHING));
    routes.post(PATH, write, this::add);
    routes.get(ONE, read, request -> show(request, row(request)));
    routes.post(ONE, write, LONGEST, this::change);
  }

  /// What stands in a form, and what is wrong with it. Tokens are not shown again.
  ///
  /// @param problems by their fields
  public record Typed(String sid, String name, Map<String, List<ProblemWords.Line>> problems) {
    static final Typed NOTHING = new Typed("", "", Map.of());

    public Typed {
      problems = Map.copyOf(problems);
    }

    public List<ProblemWords.Line> problems(String field) {
      return problems.getOrDefault(field, List.of());
    }

    public boolean isBad(String field) {
      return problems.containsKey(field);
    }
  }

  /// The list with the form for another account.
  ///
  /// @param own the server's own account; null when it has none
  /// @param others by SID
  public record Accounts(@Nullable AccountRow own, List<AccountRow> others, Typed typed) {
    public Accounts {
      others = List.copyOf(others);
    }
  }

  /// An account.
  ///
  /// @param answer of Twilio; null when it was not asked
  /// @param refused whether it was to be removed, and businesses are in it
  public record OneAccount(
      AccountRow row, Typed typed, TokenCheck.@Nullable Answer answer, boolean refused) {}

  private PageAnswer list(PageRequest request, int status, Typed typed) {
    return request.show(
        status,
        "page/accounts",
        "agency-accounts",
        new Accounts(rows.own(request).orElse(null), rows.others(request), typed));
  }

  private static PageAnswer show(PageRequest request, AccountRow row) {
    return show(request, 200, new OneAccount(row, asItIs(row), null, false));
  }

  private static PageAnswer show(PageRequest request, int status, OneAccount page) {
    return request.show(status, "page/account", "agency-accounts", page);
  }

  private static Typed asItIs(AccountRow row) {
    return new Typed(row.sid(), row.name(), Map.of());
  }

  private AccountRow row(PageRequest request) {
    return rows.find(request, request.inPath("account")).orElseThrow(PageProblem::unknown);
  }

  /// Adds an account; one that there is already is not changed by this.
  private PageAnswer add(PageRequest request) {
    String sid = request.form().text("sid").strip();
    String name = request.form().text("name").strip();
    String token = request.form().text("secret").strip();
    if (administration.accounts().find(sid).isPresent()) {
      var there =
          new ConfigProblem("sid", sid, "the account is there already; change it on its own page");
      return list(request, 400, typed(request, sid, name, List.of(there)));
    }
    try {
      TwilioAccount added =
          audited(
              request, "account.set", sid, () -> administration.save(sid, name, List.of(token)));
      return request.go(PATH + "/" + added.sid(), Flash.of("flash.account-added"));
    } catch (InvalidSettings invalid) {
      return list(request, 400, typed(request, sid, name, invalid.problems()));
    }
  }

  private PageAnswer change(PageRequest request) {
    AccountRow row = row(request);
    return switch (request.form().text("action")) {
      case "check" -> check(request, row);
      case "save" -> save(request, row);
      case "end-rotation" -> endRotation(request, row);
      case "remove" -> remove(request, row);
      default -> throw new PageProblem(Kind.MALFORMED);
    };
  }

  private PageAnswer check(PageRequest request, AccountRow row) {
    audit.noteOfServer(request, "account.examine", row.sid());
    try {
      return show(request, 200, new OneAccount(row, asItIs(row), check.ask(row.sid()), false));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new PageProblem(Kind.BUSY);
    }
  }

  private PageAnswer save(PageRequest request, AccountRow row) {
    Form form = request.form();
    String name = form.text("name").strip();
    String token = form.filled("secret").map(String::strip).orElse(null);
    try {
      Optional<TwilioAccount> changed =
          audited(
              request,
              "account.set",
              row.sid(),
              () -> administration.update(row.sid(), name, token, form.has("keep")));
      String key = token == null ? "flash.account-renamed" : "flash.account-token";
      return there(changed.isPresent(), request, PATH + "/" + row.sid(), Flash.of(key));
    } catch (InvalidSettings invalid) {
      var typed = typed(request, row.sid(), name, invalid.problems());
      return show(request, 400, new OneAccount(row, typed, null, false));
    }
  }

  private PageAnswer endRotation(PageRequest request, AccountRow row) {
    Optional<TwilioAccount> changed =
        AuditedChange.make(
            _ -> entry(request, "account.set", row.sid()),
            () -> administration.endRotation(row.sid()));
    return there(
        changed.isPresent(),
        request,
        PATH + "/" + row.sid(),
        Flash.of("flash.account-token-ended"));
  }

  private PageAnswer remove(PageRequest request, AccountRow row) {
    try {
      boolean removed =
          AuditedChange.make(
              _ -> entry(request, "account.remove", row.sid()),
              () -> administration.remove(row.sid()));
      return there(removed, request, PATH, Flash.of("flash.account-removed", row.shownName()));
    } catch (DirectoryConflict _) {
      return show(request, 409, new OneAccount(row(request), asItIs(row), null, true));
    }
  }

  private static PageAnswer there(boolean changed, PageRequest request, String path, Flash flash) {
    if (!changed) {
      throw new PageProblem(Kind.CHANGED);
    }
    return request.go(path, flash);
  }

  private static Typed typed(
      PageRequest request, String sid, String name, List<ConfigProblem> problems) {
    return new Typed(sid, name, ProblemWords.byField(problems, request.texts().language()));
  }

  /// With its entry in the audit log in the same transaction.
  private static <T> T audited(
      PageRequest request, String action, String sid, Change<T, InvalidSettings> change)
      throws InvalidSettings {
    return AuditedChange.of(_ -> entry(request, action, sid), change);
  }

  private static AuditEntry entry(PageRequest request, String action, String sid) {
    return request.actor().entry(request.at(), action, null, sid, null);
  }
}
