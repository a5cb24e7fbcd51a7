/// The diagnostic echo: what the doctor may ask of a server, and how it authenticates.
@NullMarked
package app.kolan.server.telephony.echo;

import org.jspecify.annotations.NullMarked;
