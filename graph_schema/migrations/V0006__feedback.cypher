// Answers to feedback sheets: one key more.
CREATE CONSTRAINT feedback_answer_id IF NOT EXISTS FOR (node:FeedbackAnswer) REQUIRE (node.workspace, node.id) IS UNIQUE;
