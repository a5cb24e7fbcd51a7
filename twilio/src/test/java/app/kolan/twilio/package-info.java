/// Rules for the whole module `twilio`.
@NullMarked
package app.kolan.twilio;

import org.jspecify.annotations.NullMarked;
