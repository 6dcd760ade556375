package report

// The parts of a SARIF 2.1.0 log that Pratique writes (OASIS, sarif-v2.1.0, sections in
// the comments).

const sarifSchema = "https://json.schemastore.org/sarif-2.1.0.json"

type sarifLog struct { // 3.13
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct { // 3.14
	Tool              sarifTool            `json:"tool"`
	AutomationDetails *sarifAutomation     `json:"automationDetails,omitzero"`
	BaseIDs           map[string]sarifBase `json:"originalUriBaseIds,omitzero"`
	Invocations       []sarifInvocation    `json:"invocations"`
	Results           []sarifResult        `json:"results"`
	Properties        map[string]any       `json:"properties,omitzero"`
}

type sarifAutomation struct { // 3.17
	ID string `json:"id"`
}

type sarifBase struct { // 3.14.14
	Description sarifText `json:"description"`
}

type sarifTool struct { // 3.18
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct { // 3.19
	Name           string      `json:"name"`
	InformationURI string      `json:"informationUri"`
	Version        string      `json:"version,omitzero"`
	Rules          []sarifRule `json:"rules"`
}

type sarifRule struct { // 3.49
	ID               string         `json:"id"`
	ShortDescription sarifText      `json:"shortDescription"`
	FullDescription  sarifText      `json:"fullDescription"`
	Help             sarifHelp      `json:"help"`
	HelpURI          string         `json:"helpUri,omitzero"`
	Default          *sarifDefault  `json:"defaultConfiguration,omitzero"`
	Properties       map[string]any `json:"properties,omitzero"`
}

type sarifHelp struct { // 3.12
	Text     string `json:"text"`
	Markdown string `json:"markdown"`
}

type sarifDefault struct { // 3.50
	Level string `json:"level"`
}

type sarifText struct { // 3.11, 3.12
	Text string `json:"text"`
}

type sarifInvocation struct { // 3.20
	ExecutionSuccessful bool                `json:"executionSuccessful"`
	EndTimeUTC          string              `json:"endTimeUtc,omitzero"`
	Notifications       []sarifNotification `json:"toolExecutionNotifications,omitzero"`
}

type sarifNotification struct { // 3.58
	Descriptor     sarifReference  `json:"descriptor"`
	AssociatedRule *sarifReference `json:"associatedRule,omitzero"`
	Level          string          `json:"level"`
	Message        sarifText       `json:"message"`
}

type sarifReference struct { // 3.52
	ID string `json:"id"`
}

type sarifResult struct { // 3.27
	RuleID       string             `json:"ruleId"`
	RuleIndex    int                `json:"ruleIndex"`
	Level        string             `json:"level"`
	Message      sarifText          `json:"message"`
	Locations    []sarifLocation    `json:"locations"`
	Fingerprints map[string]string  `json:"partialFingerprints"`
	Suppressions []sarifSuppression `json:"suppressions"` // present and empty: nothing suppresses it (3.27.23)
	Properties   map[string]any     `json:"properties,omitzero"`
}

type sarifSuppression struct { // 3.35
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification"`
}

type sarifLocation struct { // 3.28
	Physical   sarifPhysical  `json:"physicalLocation"`
	Logical    []sarifLogical `json:"logicalLocations,omitzero"`
	Properties map[string]any `json:"properties,omitzero"`
}

type sarifPhysical struct { // 3.29
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifArtifact struct { // 3.4
	URI       string `json:"uri"`
	URIBaseID string `json:"uriBaseId,omitzero"`
}

type sarifRegion struct { // 3.30
	StartLine int `json:"startLine"`
	EndLine   int `json:"endLine,omitzero"`
}

type sarifLogical struct { // 3.33
	Name          string `json:"name"`
	QualifiedName string `json:"fullyQualifiedName"`
	Kind          string `json:"kind"`
}
