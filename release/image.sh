# Sourced by pack: an image from nothing, with the C library and the shell of the machine that packs.
# It is an OCI layout that has Docker's manifest, too: docker load, podman load and skopeo read it.
image=$out/stage/image
layout=$out/stage/layout
mkdir -p "$image/opt" "$image/etc/kolan" "$image/var/lib/kolan" "$image/bin" "$image/tmp" "$image/usr/share/doc" "$layout/blobs/sha256"
cp -a "$stage" "$image/opt/kolan"
rm -rf "$image/opt/kolan/docs" "$image/opt/kolan/deploy"
cp -L "$sysroot/bin/dash" "$image/bin/sh"

# Every library that the run time, the native code and the shell ask for, at the path where they do, and
# what starts them.
programs() { find "$image/opt/kolan/runtime" "$image/opt/kolan/app/native" "$image/bin/sh" -type f \( -name '*.so' -o -perm -100 \); }
bring() {
  [ -e "$image$1" ] || [ ! -e "$sysroot$1" ] || {
    mkdir -p "$image$(dirname "$1")"
    cp -L "$sysroot$1" "$image$1"
    echo "$image$1" >>"$out/stage/next"
    echo "$1" >>"$out/stage/brought"
  }
}
programs >"$out/stage/next"
echo /bin/dash >"$out/stage/brought"
bring "$(readelf --program-headers --wide "$image/bin/sh" | sed -n 's/.*program interpreter: \(.*\)]/\1/p')"
while [ -s "$out/stage/next" ]; do
  xargs readelf --dynamic --wide <"$out/stage/next" 2>/dev/null | sed -n 's/.*(NEEDED).*\[\(.*\)]/\1/p' | sort -u >"$out/stage/needed"
  : >"$out/stage/next"
  while read -r library; do
    [ -z "$(find "$image/opt/kolan/runtime/lib" "$image/lib64" "$image/lib" -name "$library" 2>/dev/null)" ] || continue
    bring "/lib/$architecture-linux-gnu/$library"
    [ -e "$image/lib/$architecture-linux-gnu/$library" ] || bring "/usr/lib/$architecture-linux-gnu/$library"
  done <"$out/stage/needed"
done
[ -e "$image/lib/$architecture-linux-gnu/libc.so.6" ] || fail "$sysroot/ has no C library for $architecture"
# The locale by which the JVM reads arguments, variables and names of files. Without it Hebrew in them is lost.
locale=$(cd "$sysroot/" && ls -d usr/lib/locale/C.utf8 usr/lib/locale/C.UTF-8 2>/dev/null | head -n 1)
[ -n "$locale" ] || fail "$sysroot/ has no locale C.UTF-8, see package libc-bin"
mkdir -p "$image/usr/lib/locale"
cp -r "$sysroot/$locale" "$image/usr/lib/locale/"
echo "/$locale" >>"$out/stage/brought"
# The packages that they are of, whose licences are in the image.
packages=$(sed 'p; s,^,/usr,' "$out/stage/brought" | grep -lxF -f - "$sysroot"/var/lib/dpkg/info/*.list 2>/dev/null |
  sed 's,.*/,,; s,\(:[a-z0-9]*\)\{0\,1\}\.list$,,' | sort)
[ -n "$packages" ] || packages='dash libc-bin libc6'
for package in $packages; do
  mkdir -p "$image/usr/share/doc/$package"
  cp "$sysroot/usr/share/doc/$package/copyright" "$image/usr/share/doc/$package/"
  # Debian keeps the texts that these refer to for all packages together.
  for licence in $(grep -o '/usr/share/common-licenses/[A-Za-z0-9.-]*[A-Za-z0-9]' "$sysroot/usr/share/doc/$package/copyright"); do
    [ -e "$image$licence" ] || { mkdir -p "$image/usr/share/common-licenses" && cp -L "$sysroot$licence" "$image$licence"; }
  done
done
printf 'root:x:0:0:root:/:/bin/sh\nkolan:x:10001:10001:kolan:/var/lib/kolan:/bin/sh\n' >"$image/etc/passwd"
printf 'root:x:0:\nkolan:x:10001:\n' >"$image/etc/group"
printf 'hosts: files dns\n' >"$image/etc/nsswitch.conf"
mkdir -p "$image/usr/bin"
ln -s ../../opt/kolan/bin/kolan "$image/usr/bin/kolan"
chmod -R u=rwX,go=rX "$image"
chmod 1777 "$image/tmp"
same_time "$image"

# Two layers: what changes with the C library and the JDK, and Kolan itself.
layers=
diffs=
sizes=
layer() {
  file=$out/stage/layer.tar
  tar_of -C "$image" -cf "$file" --exclude=var/lib/kolan --exclude=etc/kolan "$@"
  # Data and settings belong to the user of the server.
  if [ "$1" != opt/kolan/app ]; then
    tar --format=gnu --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=10001 --group=10001 --numeric-owner \
      --mode=0700 -C "$image" -rf "$file" etc/kolan var/lib/kolan
  fi
  diff=$(sha256sum "$file" | cut -d' ' -f1)
  gzip -6n "$file"
  blob=$(sha256sum "$file.gz" | cut -d' ' -f1)
  size=$(stat -c %s "$file.gz")
  mv "$file.gz" "$layout/blobs/sha256/$blob"
  diffs="$diffs${diffs:+,}\"sha256:$diff\""
  layers="$layers${layers:+,}\"blobs/sha256/$blob\""
  sizes="$sizes${sizes:+,}{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"sha256:$blob\",\"size\":$size}"
}
# shellcheck disable=SC2046
layer bin etc lib $(cd "$image" && ls -d lib64 2>/dev/null) tmp usr var opt/kolan/runtime
layer opt/kolan/app opt/kolan/bin opt/kolan/licences opt/kolan/LICENSE opt/kolan/NOTICE opt/kolan/kolan-sbom.json opt/kolan/README.md

blob() { # prints the digest of a JSON blob that comes by standard input, and stores it
  cat >"$out/stage/blob"
  digest=$(sha256sum "$out/stage/blob" | cut -d' ' -f1)
  cp "$out/stage/blob" "$layout/blobs/sha256/$digest"
  echo "$digest"
}
when=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
config=$(blob <<JSON
{"created":"$when","architecture":"$debian","os":"linux","config":{"User":"10001:10001","ExposedPorts":{"8080/tcp":{}},"Env":["PATH=/usr/bin:/bin","LANG=C.UTF-8","KOLAN_DATA=/var/lib/kolan"],"Entrypoint":["/opt/kolan/bin/kolan"],"Cmd":["serve","--grace","60"],"Volumes":{"/var/lib/kolan":{}},"WorkingDir":"/etc/kolan","StopSignal":"SIGTERM","Healthcheck":{"Test":["CMD","/opt/kolan/bin/kolan","health"],"Interval":30000000000,"Timeout":10000000000,"StartPeriod":20000000000,"Retries":3},"Labels":{"org.opencontainers.image.title":"kolan","org.opencontainers.image.version":"$version","org.opencontainers.image.licenses":"Apache-2.0"}},"rootfs":{"type":"layers","diff_ids":[$diffs]}}
JSON
)
manifest=$(blob <<JSON
{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:$config","size":$(stat -c %s "$layout/blobs/sha256/$config")},"layers":[$sizes]}
JSON
)
echo '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
cat >"$layout/index.json" <<JSON
{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:$manifest","size":$(stat -c %s "$layout/blobs/sha256/$manifest"),"platform":{"architecture":"$debian","os":"linux"},"annotations":{"io.containerd.image.name":"docker.io/library/kolan:$version","org.opencontainers.image.ref.name":"$version"}}]}
JSON
cat >"$layout/manifest.json" <<JSON
[{"Config":"blobs/sha256/$config","RepoTags":["kolan:$version"],"Layers":[$layers]}]
JSON
tar_of -C "$layout" -cf "$out/$image_file" blobs index.json manifest.json oci-layout
