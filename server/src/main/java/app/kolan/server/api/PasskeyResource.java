package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.identity.Passkey;
import app.kolan.server.identity.RelyingParty;
import app.kolan.server.identity.SignIn;
import app.kolan.server.identity.Users;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// A person's passkeys, and signing in by one. What a browser is given and what it answers pass as
/// they are: `PublicKeyCredential` reads and writes both. [app.kolan.server.identity.Passkeys]
/// writes the audit log.
record PasskeyResource(Users users, SelfService self) {
  void addTo(Map<String, Operation> operations) {
    operations.put("listPasskeys", this::list);
    operations.put("getPasskeyOptions", this::options);
    operations.put("addPasskey", this::add);
    operations.put("removePasskey", this::remove);
    operations.put("getPasskeySignInOptions", this::signInOptions);
    operations.put("signInByPasskey", this::signIn);
  }

  private ApiAnswer list(ApiRequest request) {
    return ApiAnswer.ok(
        ApiJson.items(self.passkeys().list(request.person().userId()), PasskeyResource::form));
  }

  private ApiAnswer options(ApiRequest request) {
    return json(
        self.passkeys().creationOptions(SecondFactorResource.person(users, request), party()));
  }

  private ApiAnswer add(ApiRequest request) {
    Passkey added =
        self.passkeys()
            .add(
                SecondFactorResource.person(users, request),
                request.field("name", ""),
                request.json().path("credential").toString(),
                party(),
                request.actor());
    return ApiAnswer.created(form(added));
  }

  private ApiAnswer remove(ApiRequest request) {
    boolean removed =
        self.passkeys()
            .remove(
                SecondFactorResource.person(users, request),
                request.inPath("passkey"),
                request.actor());
    if (!removed) {
      throw ApiProblem.unknown("passkey");
    }
    return ApiAnswer.nothing();
  }

  private ApiAnswer signInOptions(ApiRequest request) {
    return json(self.passkeys().requestOptions(party()));
  }

  private ApiAnswer signIn(ApiRequest request) {
    var client = new SignIn.Client(request.address(), request.headers().get("user-agent"));
    return ServerResource.answer(
        self.passkeys().signIn(request.json().path("credential").toString(), party(), client));
  }

  private RelyingParty party() {
    RelyingParty party = self.party();
    if (party == null) {
      throw new ApiProblem(
          Kind.CONFLICT, "Passkeys are for the public URL of the server, which is not set.");
    }
    return party;
  }

  private static ApiAnswer json(String text) {
    return ApiAnswer.of(200, "application/json", text);
  }

  private static ObjectNode form(Passkey passkey) {
    ObjectNode form = ApiJson.object();
    form.put("id", passkey.credentialId());
    form.put("name", passkey.name());
    form.put("synced", passkey.backupEligible());
    form.put("createdAt", passkey.createdAt().toString());
    form.put("usedAt", ApiJson.instant(passkey.usedAt()));
    return form;
  }
}
