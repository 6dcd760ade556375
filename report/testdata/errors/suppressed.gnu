pratique: error: nginx:1.25: not evaluated: Trigger evaluation failed for gate files and trigger name_match due to: missing ), unterminated subpattern at position 0 [/policies/0/rules/8] [files/name_match]
pratique: error: nginx:1.25: not evaluated: evaluated_at is no time [pratique/InputError]
pratique: note: STOP nginx:1.25: 1 rule could not be evaluated, 1 contradiction in the document; bundle Default bundle [pratique/final_action]
