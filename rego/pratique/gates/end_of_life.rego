# METADATA
# title: Gates at their end of life
# description: >-
#   Anchore rejects their rules where a bundle is validated. Where one is evaluated all the same
#   (--allow-deprecated), the rule finds nothing and the decision warns with the message. The
#   successor that gemcheck names does not exist; the gate is called ruby_gems
#   (docs/compatibility.md#gemcheck-successor).
# scope: package
# custom:
#   kind: EndOfLifedError
#   message: Gate {gate} has been End-of-Lifed. It will not be evaluated, and should be removed from policies
#   message_of_replaced: Gate {gate} has been End-of-Lifed. It will not be evaluated, and should be removed from policies and replaced with '{successor}'
#   end_of_life:
#     - {gate: suiddiff, triggers: [suiddiff, suidfileadd, suidfiledel, suidmodediff]}
#     - {gate: imagecheck, triggers: [baseoutofdate]}
#     - {gate: pkgdiff, triggers: [pkgversiondiff, pkgadd, pkgdel, pkgdiff]}
#     - {gate: anchoresec, successor: vulnerabilities, triggers: [vulnlow, vulnmedium, vulnhigh, vulncritical, vulnunknown, feedoutofdate, unsupporteddistro]}
#     - {gate: pkgcheck, successor: packages, triggers: [pkgnotpresent, verify]}
#     - {gate: dockerfilecheck, successor: dockerfile, triggers: [directivecheck, effectiveuser, expose, nofrom, fromscratch, notag, sudo, volumepresent, nohealthcheck, nodockerfile]}
#     - {gate: filecheck, successor: files, triggers: [contentmatch, filenamematch, suidsgidcheck]}
#     - {gate: fileparse_passwd, successor: passwd_file, triggers: [filenotstored, usernamematch, useridmatch, groupidmatch, shellmatch, pentrymatch]}
#     - {gate: gemcheck, successor: gems, triggers: [gemnotlatest, gemnotofficial, gembadversion, gempkgfullmatch, gempkgnamematch, gemnofeed]}
#     - {gate: metadatacheck, successor: metadata, triggers: [attributecheck]}
#     - {gate: licblacklist, successor: licenses, triggers: [licfullmatch, licsubmatch]}
#     - {gate: npmcheck, successor: npms, triggers: [npmnotlatest, npmnotofficial, npmbadversion, npmpkgfullmatch, npmpkgnamematch, npmnofeed]}
#     - {gate: pkgblacklist, successor: packages, triggers: [pkgfullmatch, pkgnamematch]}
#     - {gate: secretcheck, successor: secret_scans, triggers: [contentmatch, filenamematch]}
package pratique.gates.end_of_life
